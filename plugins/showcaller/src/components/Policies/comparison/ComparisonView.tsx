import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyComparison } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { comparisonWords } from './comparisonWords';
import { DifferencesTable } from './DifferencesTable';
import { LeaningBar } from './LeaningBar';
import { OutcomeMatrix } from './OutcomeMatrix';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(1.5),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  }),
  { name: 'ShowcallerPolicyComparison' },
);

/** What another bundle would have decided: in words, as a bar, as a table, and each decision on which they differ. */
export function ComparisonView(props: { comparison: PolicyComparison }) {
  const { comparison } = props;
  const { decisions, differences, stricter, looser } = comparison;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { tone, headline, details } = comparisonWords(comparison);
  const differ = stricter + looser;
  return (
    <div className={classes.root}>
      <Typography variant="h6" component="h3">
        <ToneText tone={tone}>{headline}</ToneText>
      </Typography>
      <div>
        {details.map(sentence => (
          <Typography key={sentence} variant="body2">
            {sentence}
          </Typography>
        ))}
      </div>
      {decisions > 0 && <LeaningBar comparison={comparison} />}
      {differ > 0 && (
        <>
          <Disclosure summary={t('policies.comparison.matrix')}>
            <OutcomeMatrix matrix={comparison.matrix} />
          </Disclosure>
          <Disclosure
            open={differences.length <= 10}
            summary={
              differences.length < differ
                ? t('policies.comparison.newest', {
                    count: differences.length,
                    of: String(differ),
                  })
                : t('policies.comparison.differences', { count: differ })
            }
          >
            <DifferencesTable differences={differences} />
          </Disclosure>
        </>
      )}
    </div>
  );
}
