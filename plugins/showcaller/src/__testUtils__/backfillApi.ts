import { NotFoundError } from '@backstage/errors';
import type {
  BackfillRow,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';

/** The part of the API that the section about past runs uses. */
export type BackfillApi = Pick<
  ShowcallerApi,
  'getBackfills' | 'startBackfill' | 'cancelBackfill'
>;

/** Answers from memory as the backend would. */
export function createBackfillApi(start: BackfillRow[] = []): BackfillApi {
  let rows = start;
  const put = (row: BackfillRow) => {
    rows = [...rows.filter(old => old.entityRef !== row.entityRef), row];
    return row;
  };
  return {
    getBackfills: async () => rows,
    startBackfill: async ({ entityRef, days = 180 }) =>
      put({
        entityRef,
        repository: 'brightcart/orders',
        source: 'github',
        status: 'queued',
        stage: 'waiting for its turn',
        requests: 0,
        itemsStored: 0,
        since: new Date(Date.now() - days * 86_400_000).toISOString(),
      }),
    cancelBackfill: async entityRef => {
      const found = rows.find(row => row.entityRef === entityRef);
      if (!found) {
        throw new NotFoundError(`Nothing is read of ${entityRef}`);
      }
      return put({ ...found, status: 'cancelled', waitingUntil: undefined });
    },
  };
}

/** One that reads, one that waits for the rate limit, one that failed. */
export function sampleBackfills(now: Date = new Date()): BackfillRow[] {
  const at = (minutes: number) =>
    new Date(now.getTime() + minutes * 60_000).toISOString();
  return [
    {
      entityRef: 'component:default/payments',
      repository: 'brightcart/payments',
      source: 'github',
      status: 'running',
      stage: 'deployments, page 12',
      requests: 341,
      itemsStored: 2_804,
      since: at(-180 * 1_440),
      startedAt: at(-6),
    },
    {
      entityRef: 'component:default/cart',
      repository: 'brightcart/cart',
      source: 'gitlab',
      status: 'waiting',
      stage: 'pipelines, page 40',
      requests: 2_000,
      itemsStored: 9_120,
      since: at(-180 * 1_440),
      startedAt: at(-48),
      waitingUntil: at(12),
    },
    {
      entityRef: 'component:default/search',
      repository: 'search',
      source: 'jenkins',
      status: 'failed',
      stage: 'builds, page 1',
      requests: 1,
      itemsStored: 0,
      since: at(-180 * 1_440),
      startedAt: at(-90),
      finishedAt: at(-89),
      error: 'Jenkins answered 401: the token of showcaller.jenkins is refused',
    },
  ];
}
