import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyComparison } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  gateOutcomeWords,
  StatusText,
  useChartPalette,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import {
  leaningOf,
  outcomesByStrictness,
  type Leaning,
} from './comparisonWords';

const useStyles = makeStyles(
  theme => ({
    scroll: { overflowX: 'auto' },
    table: {
      ...theme.typography.body2,
      borderCollapse: 'collapse',
      marginTop: theme.spacing(1),
      '& th, & td': {
        padding: theme.spacing(0.75, 1.5),
        border: `1px solid ${theme.palette.divider}`,
        whiteSpace: 'nowrap',
      },
      '& th': { textAlign: 'left', fontWeight: 'normal' },
      '& td': { textAlign: 'right' },
      '& caption': {
        textAlign: 'left',
        color: theme.palette.text.secondary,
        paddingBottom: theme.spacing(1),
      },
    },
    none: { color: theme.palette.text.secondary },
    differs: { fontWeight: 'bold' },
  }),
  { name: 'ShowcallerOutcomeMatrix' },
);

/** From which outcome to which, and how often; right of the diagonal is stricter. */
export function OutcomeMatrix(props: { matrix: PolicyComparison['matrix'] }) {
  const { matrix } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const colours: Record<Leaning, string> = {
    same: palette.unknown,
    stricter: palette.series,
    looser: palette.worse,
  };
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <caption>{t('policies.comparison.matrixCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('policies.comparison.activeAndOther')}</th>
            {outcomesByStrictness.map(outcome => (
              <th key={outcome} scope="col">
                <StatusText word={gateOutcomeWords[outcome]} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {outcomesByStrictness.map(active => (
            <tr key={active}>
              <th scope="row">
                <StatusText word={gateOutcomeWords[active]} />
              </th>
              {outcomesByStrictness.map(other => {
                const count = matrix[active]?.[other] ?? 0;
                const leaning = leaningOf(active, other);
                const differs = count > 0 && leaning !== 'same';
                return (
                  <td
                    key={other}
                    className={`${differs ? classes.differs : ''} ${
                      count === 0 ? classes.none : ''
                    }`}
                    style={
                      differs
                        ? { boxShadow: `inset 3px 0 ${colours[leaning]}` }
                        : undefined
                    }
                  >
                    {count === 0 ? '–' : formatNumber(count)}
                    {differs && (
                      <> {t(`policies.comparison.leanings.${leaning}`)}</>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
