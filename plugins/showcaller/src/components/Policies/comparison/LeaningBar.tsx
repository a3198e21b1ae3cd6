import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyComparison } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  formatPercent,
  useChartPalette,
  VisuallyHiddenTable,
  type ChartPalette,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import type { Leaning } from './comparisonWords';

const leanings: Leaning[] = ['stricter', 'same', 'looser'];
const colours: Record<Leaning, keyof ChartPalette> = {
  stricter: 'series',
  same: 'unknown',
  looser: 'worse',
};
const signs: Record<Leaning, string> = {
  stricter: '▲',
  same: '=',
  looser: '▼',
};

const useStyles = makeStyles(
  theme => ({
    root: { maxWidth: 720 },
    bar: {
      display: 'flex',
      gap: 2,
      height: 14,
      borderRadius: theme.shape.borderRadius,
      overflow: 'hidden',
    },
    part: { minWidth: 4, printColorAdjust: 'exact' },
    legend: {
      ...theme.typography.body2,
      display: 'flex',
      flexWrap: 'wrap',
      columnGap: theme.spacing(3),
      marginTop: theme.spacing(0.5),
    },
    sign: { fontWeight: 'bold' },
  }),
  { name: 'ShowcallerLeaningBar' },
);

/** How many decisions would be stricter, the same and looser, as shares of a bar. */
export function LeaningBar(props: {
  comparison: Pick<
    PolicyComparison,
    'decisions' | 'stricter' | 'same' | 'looser'
  >;
}) {
  const { comparison } = props;
  const { decisions } = comparison;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <div className={classes.root}>
      <div aria-hidden>
        <div className={classes.bar}>
          {leanings
            .filter(leaning => comparison[leaning] > 0)
            .map(leaning => (
              <div
                key={leaning}
                className={classes.part}
                style={{
                  flexGrow: comparison[leaning],
                  backgroundColor: palette[colours[leaning]],
                }}
              />
            ))}
        </div>
        <div className={classes.legend}>
          {leanings.map(leaning => (
            <span key={leaning}>
              <span
                className={classes.sign}
                style={{ color: palette[colours[leaning]] }}
              >
                {signs[leaning]}
              </span>{' '}
              {t(`policies.comparison.leanings.${leaning}`)}{' '}
              {formatNumber(comparison[leaning])}
            </span>
          ))}
        </div>
      </div>
      <VisuallyHiddenTable
        caption={t('policies.comparison.caption')}
        columns={[
          t('policies.comparison.leaning'),
          t('policies.comparison.decisions'),
          t('policies.comparison.share'),
        ]}
        rows={leanings.map(leaning => [
          t(`policies.comparison.leanings.${leaning}`),
          formatNumber(comparison[leaning]),
          formatPercent(comparison[leaning] / decisions),
        ])}
      />
    </div>
  );
}
