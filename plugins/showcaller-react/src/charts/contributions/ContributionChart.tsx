import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Table from '@material-ui/core/Table';
import TableBody from '@material-ui/core/TableBody';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  RiskGroupShare,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import { useMemo, useState } from 'react';
import { useNow } from '../../components/useNow';
import { showcallerReactTranslationRef } from '../../translation';
import {
  contributionGroups,
  partGroups,
  summarizeContributions,
} from './contributionGroups';
import { ContributionGroupRows } from './ContributionGroupRows';

const useStyles = makeStyles(
  theme => ({
    root: { position: 'relative', margin: 0 },
    table: {
      tableLayout: 'fixed',
      '& td, & th': { wordBreak: 'normal', borderBottom: 'none' },
      // The stripes of the theme's tables would compete with the bars.
      '& tbody tr:not(:hover)': { backgroundColor: 'transparent' },
    },
    bars: {
      width: '36%',
      [theme.breakpoints.down('xs')]: { width: 64 },
    },
    effect: { width: 104, [theme.breakpoints.down('xs')]: { width: 88 } },
    head: { color: theme.palette.text.secondary },
    directions: { display: 'flex', justifyContent: 'space-between' },
    still: { padding: theme.spacing(1) },
    hidden: {
      position: 'absolute',
      width: 1,
      height: 1,
      overflow: 'hidden',
      clip: 'rect(0 0 0 0)',
    },
  }),
  { name: 'ShowcallerContributionChart' },
);

/** @public */
export interface ContributionChartProps {
  /** Known and unknown ones; only the known have a bar. */
  signals: RiskSignal[];
  /** The backend's own figures per group, once they are there. */
  shares?: RiskGroupShare[];
  /** What the unknown signals move together, in log-odds. */
  unknownContribution?: number;
}

/**
 * Why a risk is what it is: one diverging bar per group of signals, longest first, in exact log-odds; the words beside
 * it give the approximate points. A group opens to its signals with raw value, source and age; one about people does not.
 *
 * @public
 */
export function ContributionChart(props: ContributionChartProps) {
  const { signals, shares, unknownContribution } = props;
  const classes = useStyles();
  const now = useNow();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const [all, setAll] = useState(false);
  const groups = useMemo(
    () => contributionGroups({ signals, shares, unknownContribution, now }),
    [signals, shares, unknownContribution, now],
  );

  if (groups.length === 0) {
    return (
      <Typography color="textSecondary">
        {summarizeContributions(groups, signals)}
      </Typography>
    );
  }
  const { moving, still } = partGroups(groups);
  const limit = Math.max(
    ...groups.flatMap(({ contribution, signals: own }) => [
      Math.abs(contribution),
      ...own.map(row => Math.abs(row.contribution)),
    ]),
    1e-9,
  );
  return (
    <figure
      className={classes.root}
      aria-label={summarizeContributions(groups, signals)}
    >
      <Table size="small" className={classes.table}>
        <caption className={classes.hidden}>
          {t('contribution.caption')}
        </caption>
        <colgroup>
          <col />
          <col className={classes.bars} />
          <col className={classes.effect} />
        </colgroup>
        <thead className={classes.head}>
          <tr>
            <th scope="col">
              <span className={classes.hidden}>{t('contribution.signal')}</span>
            </th>
            <td aria-hidden>
              <Typography variant="caption" className={classes.directions}>
                <span>← {t('contribution.safer')}</span>
                <span>{t('contribution.riskier')} →</span>
              </Typography>
            </td>
            <th scope="col">
              <span className={classes.hidden}>{t('contribution.effect')}</span>
            </th>
          </tr>
        </thead>
        <TableBody>
          {(all ? groups : moving).map(group => (
            <ContributionGroupRows
              key={group.group}
              group={group}
              limit={limit}
            />
          ))}
        </TableBody>
      </Table>
      {still.length > 0 && (
        <div className={classes.still}>
          {!all && (
            <Typography variant="body2" color="textSecondary">
              {t('contribution.still', {
                groups: still.map(({ label }) => label).join(', '),
              })}
            </Typography>
          )}
          <Button size="small" onClick={() => setAll(!all)}>
            {t(all ? 'contribution.fewer' : 'contribution.all')}
          </Button>
        </div>
      )}
    </figure>
  );
}
