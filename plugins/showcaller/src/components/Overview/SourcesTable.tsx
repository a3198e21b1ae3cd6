import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type {
  IngestSourceRow,
  RawEventStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  PlainTable,
  RelativeTime,
  ToneText,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { rawEventStatuses } from '../Events/eventsQuery';
import { useTabLink } from '../shared/useTabLink';
import { sourceStatus } from './sourceStatus';

/** How each source stands; the counts lead to its events. */
export function SourcesTable({ sources }: { sources: IngestSourceRow[] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const tabLink = useTabLink();

  const countColumn = (
    status: RawEventStatus,
  ): PlainTableColumn<IngestSourceRow> => ({
    id: status,
    title: t(`sources.${status}`),
    align: 'right',
    cell: row => (
      <Link to={tabLink('events', { status, source: row.source })}>
        {formatNumber(row[status])}
      </Link>
    ),
  });

  return (
    <PlainTable
      label={t('overview.sources')}
      rows={sources}
      rowKey={row => row.source}
      columns={[
        {
          id: 'source',
          title: t('sources.source'),
          cell: row => (
            <Link to={tabLink('events', { source: row.source })}>
              {row.source}
            </Link>
          ),
        },
        {
          id: 'status',
          title: t('sources.status'),
          cell: row => {
            const { word, tone } = sourceStatus(row);
            return (
              <ToneText tone={tone}>{t(`sources.words.${word}`)}</ToneText>
            );
          },
        },
        ...rawEventStatuses.map(countColumn),
        {
          id: 'last',
          title: t('sources.last'),
          cell: row => (
            <RelativeTime
              time={row.lastReceivedAt}
              absent={t('sources.never')}
            />
          ),
        },
      ]}
    />
  );
}
