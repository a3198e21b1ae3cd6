import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RawEventStatus } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerIngestReadPermission } from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  QueryContent,
  useShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../translation';
import { ListingFoot } from '../shared/ListingFoot';
import type { EventsQuery } from './eventsQuery';
import { EventsTable } from './EventsTable';
import { ReplayButton } from './ReplayButton';
import type { ChangeEventsQuery } from './useEventsQuery';

/** One page of events; those that are ticked can be replayed together. */
export function EventsListing(props: {
  what: string;
  query: EventsQuery;
  change: ChangeEventsQuery;
  only?: RawEventStatus;
}) {
  const { what, query, change, only } = props;
  const { status, source, page, pageSize } = query;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const key = `events:${status}:${source}:${page}:${pageSize}`;
  const [ticked, setTicked] = useState<{ key: string; ids: string[] }>();
  const selected = ticked?.key === key ? ticked.ids : [];
  const events = useShowcallerQuery({
    key,
    load: api =>
      api.getRawEvents({
        status,
        source,
        limit: pageSize,
        offset: page * pageSize,
      }),
    refreshOnRiskOf: false,
    pollSeconds: 10,
  });

  return (
    <QueryContent
      query={events}
      what={what}
      permission={showcallerIngestReadPermission.name}
      lines={10}
    >
      {({ items, totalItems }) =>
        totalItems === 0 ? (
          <NoEvents query={query} only={only} />
        ) : (
          <>
            {selected.length > 0 && (
              <ReplayButton
                request={{ ids: selected }}
                count={selected.length}
                label={`${t('replay.action')}: ${t('events.selected', {
                  count: selected.length,
                })}`}
                onReplayed={events.retry}
              />
            )}
            <EventsTable
              rows={items}
              only={only}
              selected={selected}
              onSelect={ids => setTicked({ key, ids })}
              onOpen={event => change({ event })}
            />
            <ListingFoot
              count={totalItems}
              shown={{ page, pageSize }}
              change={change}
              query={events}
            />
          </>
        )
      }
    </QueryContent>
  );
}

function NoEvents(props: { query: EventsQuery; only?: RawEventStatus }) {
  const { query, only } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  if (only === 'dead' && !query.source) {
    return (
      <EmptyState title={t('events.deadLetters.emptyTitle')}>
        {t('events.deadLetters.empty')}
      </EmptyState>
    );
  }
  const filtered = query.status !== undefined || query.source !== undefined;
  return (
    <EmptyState title={t('events.empty.title')}>
      {filtered ? t('events.empty.filtered') : t('events.empty.none')}
    </EmptyState>
  );
}
