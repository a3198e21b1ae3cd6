import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { PipelineRunRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  RelativeTime,
  runStatusWords,
  StatusText,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { DeliveryTable } from './DeliveryTable';
import { SourceLink } from './SourceLink';

/** Pipeline runs of a service with how each ended. */
export function PipelineRunsTable(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(riskTranslationRef);

  const columns: PlainTableColumn<PipelineRunRow>[] = [
    {
      id: 'when',
      title: t('delivery.when'),
      cell: row => (
        <RelativeTime time={row.startedAt ?? row.queuedAt ?? row.finishedAt} />
      ),
    },
    {
      id: 'pipeline',
      title: t('runs.pipeline'),
      cell: row => (
        <>
          <SourceLink url={row.url}>{row.name ?? t('runs.unnamed')}</SourceLink>
          {row.attempt > 1 &&
            ` (${t('runs.attempt', { attempt: `${row.attempt}` })})`}
        </>
      ),
    },
    {
      id: 'status',
      title: t('delivery.status'),
      cell: row => <StatusText word={runStatusWords[row.status]} />,
    },
    {
      id: 'branch',
      title: t('runs.branch'),
      cell: row => row.branch ?? '–',
    },
    {
      id: 'revision',
      title: t('delivery.revision'),
      cell: row => row.sha?.slice(0, 7) ?? '–',
    },
  ];

  return (
    <DeliveryTable
      entityRef={entityRef}
      name="runs"
      title={t('runs.title')}
      what={t('what.runs')}
      empty={t('runs.empty')}
      columns={columns}
      load={(api, request) => api.getPipelineRuns(entityRef, request)}
    />
  );
}
