import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeploymentRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  deploymentStatusWords,
  formatDuration,
  gateOutcomeWords,
  PagedTable,
  QueryContent,
  RelativeTime,
  RiskText,
  ToneText,
  usePageInUrl,
  useShowcallerQuery,
  type PagedTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { environmentWords } from '../verdict';
import { SourceLink } from './SourceLink';

const PAGE_SIZE = 10;

/** Deployments of a service, newest first, a page at a time. */
export function DeploymentsTable(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { request, setOffset } = usePageInUrl('deployments', PAGE_SIZE);
  const query = useShowcallerQuery({
    key: `deployments:${entityRef}:${request.offset}`,
    load: api => api.getDeployments(entityRef, request),
    refreshOnRiskOf: changed => changed === entityRef,
  });

  const columns: PagedTableColumn<DeploymentRow>[] = [
    {
      header: t('deployments.when'),
      render: row => (
        <RelativeTime
          time={row.startedAt ?? row.requestedAt ?? row.finishedAt}
        />
      ),
    },
    {
      header: t('deployments.environment'),
      render: row => environmentWords(row),
    },
    {
      header: t('deployments.status'),
      render: row => {
        const { label, tone } = deploymentStatusWords[row.status];
        return <ToneText tone={tone}>{label}</ToneText>;
      },
    },
    {
      header: t('deployments.risk'),
      render: row => <RiskText probability={row.risk} />,
    },
    {
      header: t('deployments.decision'),
      render: row => {
        if (!row.outcome) {
          return '–';
        }
        const { label, tone } = gateOutcomeWords[row.outcome];
        return <ToneText tone={tone}>{label}</ToneText>;
      },
    },
    {
      header: t('deployments.revision'),
      render: row => (
        <SourceLink url={row.url}>{row.sha.slice(0, 7)}</SourceLink>
      ),
    },
    {
      header: t('deployments.took'),
      align: 'right',
      render: row => formatDuration(row.startedAt, row.finishedAt) ?? '–',
    },
  ];

  return (
    <InfoCard title={t('deployments.title')}>
      <QueryContent query={query} what={t('what.deployments')} lines={8}>
        {page => (
          <PagedTable
            label={t('deployments.title')}
            columns={columns}
            page={page}
            rowKey={row => row.id}
            empty={t('deployments.empty')}
            onOffsetChange={setOffset}
          />
        )}
      </QueryContent>
    </InfoCard>
  );
}
