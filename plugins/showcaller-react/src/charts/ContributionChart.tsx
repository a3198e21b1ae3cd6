import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import Tooltip from '@material-ui/core/Tooltip';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { useMemo } from 'react';
import { useNow } from '../components/useNow';
import { showcallerReactTranslationRef } from '../translation';
import { ContributionBars } from './ContributionBars';
import { contributionRows, summarizeContributions } from './contributionRows';
import { VisuallyHiddenTable } from './VisuallyHiddenTable';

const ROW_HEIGHT = 36;

const COLUMNS = 'minmax(0, 5fr) minmax(80px, 4fr) 92px';

const useStyles = makeStyles(
  theme => ({
    root: { position: 'relative', margin: 0 },
    head: {
      display: 'grid',
      gridTemplateColumns: COLUMNS,
      color: theme.palette.text.secondary,
    },
    directions: { display: 'flex', justifyContent: 'space-between' },
    grid: {
      position: 'relative',
      display: 'grid',
      gridTemplateColumns: COLUMNS,
      gridAutoRows: ROW_HEIGHT,
    },
    bars: { gridColumn: 2, pointerEvents: 'none', minWidth: 0 },
    row: {
      gridColumn: '1 / -1',
      display: 'grid',
      gridTemplateColumns: COLUMNS,
      alignItems: 'center',
      width: '100%',
      textAlign: 'left',
      cursor: 'default',
      borderRadius: theme.shape.borderRadius,
      '&:hover, &:focus-visible': {
        backgroundColor: theme.palette.action.hover,
      },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    label: {
      lineHeight: 1.2,
      display: '-webkit-box',
      overflow: 'hidden',
      WebkitLineClamp: 2,
      WebkitBoxOrient: 'vertical',
      paddingRight: theme.spacing(1),
    },
    effect: {
      gridColumn: 3,
      textAlign: 'right',
      whiteSpace: 'nowrap',
      fontVariantNumeric: 'tabular-nums',
    },
  }),
  { name: 'ShowcallerContributionChart' },
);

/** @public */
export interface ContributionChartProps {
  /** Known and unknown ones; only the known have a bar. */
  signals: RiskSignal[];
}

/**
 * Why a risk is what it is: one diverging bar per known signal, longest first, in exact log-odds; the words beside it
 * give the approximate points. Hovering or focusing a row shows the raw value, its source and its age.
 *
 * @public
 */
export function ContributionChart(props: ContributionChartProps) {
  const { signals } = props;
  const classes = useStyles();
  const now = useNow();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const rows = useMemo(() => contributionRows(signals, now), [signals, now]);

  if (rows.length === 0) {
    return (
      <Typography color="textSecondary">
        {summarizeContributions(rows)}
      </Typography>
    );
  }
  return (
    <figure className={classes.root}>
      <div className={classes.head} aria-hidden>
        <span />
        <Typography variant="caption" className={classes.directions}>
          <span>← {t('contribution.safer')}</span>
          <span>{t('contribution.riskier')} →</span>
        </Typography>
      </div>
      <div className={classes.grid}>
        <div
          role="img"
          aria-label={summarizeContributions(rows)}
          className={classes.bars}
          style={{ gridRow: `1 / span ${rows.length}` }}
        >
          <ContributionBars rows={rows} rowHeight={ROW_HEIGHT} />
        </div>
        {rows.map((row, index) => (
          <Tooltip
            key={row.name}
            placement="top"
            title={`${row.label}: ${row.raw}. ${t('contribution.source')}: ${
              row.source
            }. ${t('contribution.observed')}: ${row.observed}`}
          >
            <ButtonBase
              className={classes.row}
              style={{ gridRow: index + 1 }}
              disableRipple
              aria-label={`${row.phrase}: ${row.effectText}`}
            >
              <Typography variant="body2" className={classes.label}>
                {row.phrase}
              </Typography>
              <Typography variant="body2" className={classes.effect}>
                {row.effectText}
              </Typography>
            </ButtonBase>
          </Tooltip>
        ))}
      </div>
      <VisuallyHiddenTable
        caption={t('contribution.caption')}
        columns={[
          t('contribution.signal'),
          t('contribution.value'),
          t('contribution.effect'),
          t('contribution.source'),
          t('contribution.observed'),
        ]}
        rows={rows.map(row => [
          row.label,
          row.raw,
          row.effectText,
          row.source,
          row.observed,
        ])}
      />
    </figure>
  );
}
