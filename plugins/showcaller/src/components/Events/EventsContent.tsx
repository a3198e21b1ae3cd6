import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RawEventStatus } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerTranslationRef } from '../../translation';
import { RequireIngestRead } from '../shared/RequireIngestRead';
import { EventDrawer } from './EventDrawer';
import { EventFilters } from './EventFilters';
import { EventsListing } from './EventsListing';
import { DeadLetterSources } from './DeadLetterSources';
import { useEventsQuery } from './useEventsQuery';

/** Every stored event with filters; or, with a fixed status, those of that status. */
export function EventsContent(props: { only?: RawEventStatus }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const what =
    props.only === 'dead' ? t('events.deadLetters.what') : t('events.what');
  return (
    <RequireIngestRead what={what}>
      <Events what={what} only={props.only} />
    </RequireIngestRead>
  );
}

function Events(props: { what: string; only?: RawEventStatus }) {
  const { what, only } = props;
  const [query, change] = useEventsQuery(only);
  return (
    <>
      {only === 'dead' && <DeadLetterSources />}
      <EventFilters query={query} change={change} fixedStatus={only} />
      <EventsListing what={what} query={query} change={change} only={only} />
      <EventDrawer
        id={query.event}
        onClose={() => change({ event: undefined })}
      />
    </>
  );
}
