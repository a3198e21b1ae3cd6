import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  showcallerReadPermission,
  type PolicyBundleDetail,
  type PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { DryRunView } from '../comparison/DryRunView';
import { StartDryRun } from '../comparison/StartDryRun';
import { PolicyCard } from '../PolicyCard';

/** What the bundle would have decided in the past; starts trying it. */
export function DryRunCard(props: {
  bundle: PolicyBundleDetail;
  query: ShowcallerQuery<PolicyComparison | undefined>;
}) {
  const { bundle, query } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [startedAt, setStartedAt] = useState<Date>();
  const running = query.value?.state === 'running';
  return (
    <PolicyCard
      title={t('policies.dryRun.title')}
      subheader={t('policies.dryRun.subheader')}
    >
      <QueryContent
        query={query}
        what={t('policies.dryRun.what')}
        permission={showcallerReadPermission.name}
        lines={4}
      >
        {comparison =>
          comparison ? (
            <DryRunView comparison={comparison} startedAt={startedAt} />
          ) : (
            <Typography>{t('policies.dryRun.never')}</Typography>
          )
        }
      </QueryContent>
      {!running && (
        <StartDryRun
          hash={bundle.hash}
          again={query.value !== undefined}
          impossible={bundle.ok ? undefined : t('policies.dryRun.errors')}
          onStarted={() => {
            setStartedAt(new Date());
            query.retry();
          }}
        />
      )}
    </PolicyCard>
  );
}
