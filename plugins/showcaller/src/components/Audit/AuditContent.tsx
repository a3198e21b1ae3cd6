import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import {
  showcallerAuditReadPermission,
  type AuditOverview,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  QueryContent,
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../translation';
import { AuditFilters } from './entries/AuditFilters';
import { EntriesListing } from './entries/EntriesListing';
import { useAuditQuery } from './entries/useAuditQuery';
import { EntryDrawer } from './entry/EntryDrawer';
import { AuditHeadline } from './headline/AuditHeadline';

/** Seconds between looks: slow while nothing happens, quick while the log is being checked. */
const POLL_SECONDS = { calm: 60, checking: 2 };

/** Is the log as it was written? Then who did what, entry by entry, each with its proof. */
export function AuditContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [checking, setChecking] = useState(false);
  const query = useShowcallerQuery<AuditOverview>({
    key: 'audit',
    load: async api => {
      const overview = await api.getAuditOverview();
      setChecking(overview.lastVerification?.state === 'running');
      return overview;
    },
    refreshOnRiskOf: false,
    pollSeconds: checking ? POLL_SECONDS.checking : POLL_SECONDS.calm,
  });
  return (
    <QueryContent
      query={query}
      what={t('audit.what')}
      permission={showcallerAuditReadPermission.name}
      lines={12}
    >
      {overview => <Audit overview={overview} query={query} />}
    </QueryContent>
  );
}

function Audit(props: {
  overview: AuditOverview;
  query: ShowcallerQuery<AuditOverview>;
}) {
  const { overview, query } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [shown, change] = useAuditQuery();
  if (overview.entries === 0) {
    return (
      <EmptyState title={t('audit.empty.title')}>
        {t('audit.empty.text')}
      </EmptyState>
    );
  }
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <AuditHeadline overview={overview} query={query} />
      </Grid>
      <Grid item xs={12}>
        <AuditFilters
          actions={overview.actions}
          query={shown}
          change={change}
        />
        <EntriesListing query={shown} change={change} />
      </Grid>
      <EntryDrawer
        seq={shown.entry}
        onClose={() => change({ entry: undefined })}
        onFilter={filter => change({ ...filter, entry: undefined })}
      />
    </Grid>
  );
}
