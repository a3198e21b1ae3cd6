import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineRunRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatDuration,
  PagedTable,
  QueryContent,
  RelativeTime,
  runStatusWords,
  ToneText,
  usePageInUrl,
  useShowcallerQuery,
  type PagedTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { SourceLink } from './SourceLink';

const PAGE_SIZE = 10;

/** Pipeline runs of a service, newest first, a page at a time. */
export function PipelineRunsTable(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { request, setOffset } = usePageInUrl('runs', PAGE_SIZE);
  const query = useShowcallerQuery({
    key: `runs:${entityRef}:${request.offset}`,
    load: api => api.getPipelineRuns(entityRef, request),
    refreshOnRiskOf: changed => changed === entityRef,
  });

  const columns: PagedTableColumn<PipelineRunRow>[] = [
    {
      header: t('runs.when'),
      render: row => (
        <RelativeTime time={row.startedAt ?? row.queuedAt ?? row.finishedAt} />
      ),
    },
    {
      header: t('runs.pipeline'),
      render: row => (
        <>
          <SourceLink url={row.url}>{row.name ?? t('runs.unnamed')}</SourceLink>
          {row.attempt > 1 &&
            ` (${t('runs.attempt', { attempt: `${row.attempt}` })})`}
        </>
      ),
    },
    {
      header: t('runs.status'),
      render: row => {
        const { label, tone } = runStatusWords[row.status];
        return <ToneText tone={tone}>{label}</ToneText>;
      },
    },
    { header: t('runs.branch'), render: row => row.branch ?? '–' },
    {
      header: t('runs.revision'),
      render: row => row.sha?.slice(0, 7) ?? '–',
    },
    {
      header: t('runs.took'),
      align: 'right',
      render: row => formatDuration(row.startedAt, row.finishedAt) ?? '–',
    },
  ];

  return (
    <InfoCard title={t('runs.title')}>
      <QueryContent query={query} what={t('what.runs')} lines={8}>
        {page => (
          <PagedTable
            label={t('runs.title')}
            columns={columns}
            page={page}
            rowKey={row => row.id}
            empty={t('runs.empty')}
            onOffsetChange={setOffset}
          />
        )}
      </QueryContent>
    </InfoCard>
  );
}
