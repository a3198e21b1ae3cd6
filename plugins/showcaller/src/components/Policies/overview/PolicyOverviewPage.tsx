import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import {
  showcallerReadPermission,
  type PolicyOverview,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { usePolicyOverview } from '../queries';
import { ActivePanel } from './ActivePanel';
import { BundlesCard } from './BundlesCard';
import { ProposalCard } from './ProposalCard';
import { ShadowCard } from './ShadowCard';

/** Which rules decide now, what waits for a second person, what runs in shadow, and every bundle there is. */
export function PolicyOverviewPage() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = usePolicyOverview();
  return (
    <QueryContent
      query={query}
      what={t('policies.what')}
      permission={showcallerReadPermission.name}
      lines={10}
    >
      {overview => <Overview overview={overview} query={query} />}
    </QueryContent>
  );
}

function Overview(props: {
  overview: PolicyOverview;
  query: ShowcallerQuery<PolicyOverview>;
}) {
  const { overview, query } = props;
  const { active, proposed, shadow } = overview;
  // What the list shows depends on what was activated, proposed or stopped meanwhile.
  const state = [active, proposed, shadow].map(row => row?.hash).join(' ');
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <ActivePanel overview={overview} query={query} />
      </Grid>
      {proposed && (
        <ProposalCard
          key={proposed.hash}
          row={proposed}
          onChanged={query.retry}
        />
      )}
      {shadow && (
        <ShadowCard key={shadow.hash} row={shadow} onChanged={query.retry} />
      )}
      <BundlesCard state={state} />
    </Grid>
  );
}
