import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';
import { pageQuery } from './paths';

type IngestCalls = Pick<
  ShowcallerApi,
  'getIngestSources' | 'getRawEvents' | 'getRawEvent' | 'replay'
>;

/** What arrived, as it arrived. */
export function ingestCalls(requests: BackendRequests): IngestCalls {
  return {
    getIngestSources: () => requests.get('ingest/sources'),
    getRawEvents: filter =>
      requests.get('ingest/events', {
        status: filter?.status,
        source: filter?.source,
        ...pageQuery(filter),
      }),
    getRawEvent: id => requests.get(`ingest/events/${encodeURIComponent(id)}`),
    replay: request => requests.post('ingest/replay', request),
  };
}
