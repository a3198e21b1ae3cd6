import { createCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  createBackfillItems,
  VendorError,
  type BackfillPageRequest,
  type BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';

/** What befalls the reading of pages, in their order; undefined when all is well. */
export type Faults = Array<Error | (() => Promise<void>) | undefined>;

export const unavailable = () =>
  new VendorError('Numbers: GET /page answered 503', {
    kind: 'unavailable',
    status: 503,
  });

export const limitedUntil = (time: string) =>
  new VendorError('Numbers: GET /page answered 429', {
    kind: 'rate-limited',
    status: 429,
    retryAt: new Date(time),
  });

/**
 * A system whose past is three pages of two numbers. Each number is a commit of the repository that the annotation
 * `numbers` names.
 */
export function numbers(
  changes: Partial<BackfillSource> & {
    faults?: Faults;
    waitUntil?: string;
  } = {},
): BackfillSource & { asked: BackfillPageRequest[] } {
  const { faults = [], waitUntil, ...more } = changes;
  const asked: BackfillPageRequest[] = [];
  return {
    asked,
    id: 'numbers',
    readFrom: 'https://numbers.example.com',
    mapper: {
      id: 'numbers-api',
      mapperVersion: '1',
      map: ({ body }) => {
        const { repository, sha } = JSON.parse(body.toString());
        return {
          events: [
            createCdEvent({
              id: `${repository}-${sha}`,
              type: 'dev.cdevents.change.created.0.4.0',
              source: `https://example.com/${repository}`,
              timestamp: '2026-09-01T00:00:00Z',
              subject: { id: `${repository}@${sha}` },
              customData: { kind: 'change', repository, sha },
            }),
          ],
        };
      },
    },
    targetOf: annotations =>
      annotations.numbers
        ? { id: annotations.numbers, repository: annotations.numbers }
        : undefined,
    readPage: async request => {
      asked.push(request);
      const fault = faults.shift();
      if (fault instanceof Error) {
        throw fault;
      }
      await fault?.();
      const page = Number(request.cursor ?? 1);
      return {
        items: await createBackfillItems({
          eventType: 'number',
          documents: [0, 1].map(n => ({
            repository: request.annotations.numbers,
            sha: String(page * 10 + n).padEnd(40, '0'),
          })),
        }),
        stage: `numbers, page ${page}`,
        ...(page < 3 && { nextCursor: String(page + 1), waitUntil }),
      };
    },
    ...more,
  };
}
