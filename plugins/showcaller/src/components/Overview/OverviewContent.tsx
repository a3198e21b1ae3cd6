import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import { showcallerIngestReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  QueryContent,
  useNow,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { RequireIngestRead } from '../shared/RequireIngestRead';
import { FindingList } from './FindingList';
import { findings } from './findings';
import { loadOverview, type OverviewFacts } from './loadOverview';
import { SourcesTable } from './SourcesTable';

/** What needs somebody first, then how each source stands. */
export function OverviewContent() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <RequireIngestRead what={t('overview.what')}>
      <Overview />
    </RequireIngestRead>
  );
}

function Overview() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useShowcallerQuery({
    key: 'overview',
    load: loadOverview,
    refreshOnRiskOf: false,
    pollSeconds: 15,
  });
  return (
    <QueryContent
      query={query}
      what={t('overview.what')}
      permission={showcallerIngestReadPermission.name}
      lines={8}
    >
      {facts => (
        <Grid container>
          <Grid item xs={12}>
            <NeedsYou facts={facts} />
          </Grid>
          <Grid item xs={12}>
            <InfoCard title={t('overview.sources')}>
              <Sources facts={facts} />
            </InfoCard>
            {query.loadedAt && (
              <AsOf time={query.loadedAt} refreshing={query.refreshing} />
            )}
          </Grid>
        </Grid>
      )}
    </QueryContent>
  );
}

function NeedsYou({ facts }: { facts: OverviewFacts }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const now = useNow();
  return (
    <InfoCard title={t('overview.needsYou')}>
      <FindingList findings={findings(facts, now)} />
    </InfoCard>
  );
}

function Sources({ facts: { sources } }: { facts: OverviewFacts }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  if ('error' in sources) {
    return (
      <Typography>
        {t('finding.unread', {
          part: t('finding.parts.sources'),
          reason: sources.error.message,
        })}
      </Typography>
    );
  }
  return sources.value.length > 0 ? (
    <SourcesTable sources={sources.value} />
  ) : (
    <Typography>{t('overview.noSources')}</Typography>
  );
}
