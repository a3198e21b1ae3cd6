import { useTranslationRef } from '@backstage/frontend-plugin-api';
import LinearProgress from '@material-ui/core/LinearProgress';
import Typography from '@material-ui/core/Typography';
import type { PolicyComparison } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  ToneText,
  useNow,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { ComparisonView } from './ComparisonView';
import { progressWords } from './progressWords';

/** A dry run: how far it is while it goes on, and what it found. */
export function DryRunView(props: {
  comparison: PolicyComparison;
  /** When the reader started it here; without it nobody can say how long it takes. */
  startedAt?: Date;
}) {
  const { comparison, startedAt } = props;
  const { state, progress = 0, decisions } = comparison;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const now = useNow();
  if (state !== 'running') {
    return <ComparisonView comparison={comparison} />;
  }
  return (
    <div>
      <Typography component="div">
        <ToneText tone="running">{t('policies.dryRun.running')}</ToneText>
      </Typography>
      <LinearProgress
        variant="determinate"
        value={Math.round(progress * 100)}
        aria-label={t('policies.dryRun.progress')}
      />
      <Typography variant="body2" color="textSecondary">
        {progressWords({ progress, startedAt, now })}
        {decisions > 0 &&
          ` · ${t('policies.dryRun.sofar', {
            decisions: formatNumber(decisions),
          })}`}
      </Typography>
    </div>
  );
}
