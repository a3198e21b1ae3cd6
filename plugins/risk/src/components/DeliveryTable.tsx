import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  Page,
  PageRequest,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatDuration,
  PagedTable,
  QueryContent,
  usePageInUrl,
  useShowcallerQuery,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';

const PAGE_SIZE = 10;

interface DeliveryRow {
  id: string;
  startedAt?: string;
  finishedAt?: string;
}

/** Something delivered of a service, newest first, a page at a time; the last column is how long it took. */
export function DeliveryTable<Row extends DeliveryRow>(props: {
  entityRef: string;
  /** Of the query and of the page in the address. */
  name: string;
  title: string;
  /** Fits after "Could not load". */
  what: string;
  empty: string;
  columns: PlainTableColumn<Row>[];
  load: (
    api: ShowcallerApi,
    request: Required<PageRequest>,
  ) => Promise<Page<Row>>;
}) {
  const { entityRef, name, title, what, empty, columns, load } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { request, setOffset } = usePageInUrl(name, PAGE_SIZE);
  const query = useShowcallerQuery({
    key: `${name}:${entityRef}:${request.offset}`,
    load: api => load(api, request),
    refreshOnRiskOf: changed => changed === entityRef,
  });
  const took: PlainTableColumn<Row> = {
    id: 'took',
    title: t('delivery.took'),
    align: 'right',
    cell: row => formatDuration(row.startedAt, row.finishedAt) ?? '–',
  };

  return (
    <InfoCard title={title}>
      <QueryContent query={query} what={what} lines={8}>
        {page => (
          <PagedTable
            label={title}
            columns={[...columns, took]}
            page={page}
            rowKey={row => row.id}
            empty={empty}
            onOffsetChange={setOffset}
          />
        )}
      </QueryContent>
    </InfoCard>
  );
}
