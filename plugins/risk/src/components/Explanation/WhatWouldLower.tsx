import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskCounterfactual } from '@showcaller/backstage-plugin-showcaller-common';
import {
  BeforeAfterBar,
  riskBandLabels,
  riskBandTones,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { counterfactualRows } from './counterfactualRows';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      display: 'grid',
      gap: theme.spacing(2),
    },
    item: { display: 'grid', gap: theme.spacing(0.5) },
    head: {
      display: 'flex',
      justifyContent: 'space-between',
      alignItems: 'baseline',
      gap: theme.spacing(2),
    },
    action: { fontWeight: theme.typography.fontWeightBold as number },
    change: { whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' },
    foot: {
      display: 'flex',
      flexWrap: 'wrap',
      justifyContent: 'space-between',
      columnGap: theme.spacing(2),
      color: theme.palette.text.secondary,
    },
  }),
  { name: 'PluginRiskWhatWouldLower' },
);

/** What people can do about it, what brings most first; each tried alone, everything else as it is. */
export function WhatWouldLower(props: {
  counterfactuals: RiskCounterfactual[];
}) {
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const rows = counterfactualRows(props.counterfactuals);
  if (rows.length === 0) {
    return <Typography color="textSecondary">{t('lower.nothing')}</Typography>;
  }
  return (
    <ul className={classes.list}>
      {rows.map(row => (
        <li key={row.key} className={classes.item}>
          <Typography variant="body2" component="div" className={classes.head}>
            <span className={classes.action}>{row.action}</span>
            <span className={classes.change}>{row.change}</span>
          </Typography>
          <BeforeAfterBar before={row.before} after={row.after} />
          <Typography
            variant="caption"
            component="div"
            className={classes.foot}
          >
            <span>{row.now}</span>
            {row.reaches && (
              <ToneText tone={riskBandTones[row.reaches]}>
                {t('lower.then', { band: riskBandLabels[row.reaches] })}
              </ToneText>
            )}
          </Typography>
        </li>
      ))}
    </ul>
  );
}
