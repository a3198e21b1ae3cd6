import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { commit } from '../../__fixtures__/commit';
import {
  changesBy,
  collect,
  featureRequest,
  noChanges,
} from '../__fixtures__/requests';
import type { ChangeLookup } from '../ChangeLookup';
import { FileHistories } from './FileHistories';
import { FileHistoryCollector } from './FileHistoryCollector';

const request = featureRequest();
const now = () => new Date('2026-11-25T00:00:00Z');

function past(
  sha: string,
  committedAt: string,
  authorHash: string,
  more: Partial<ChangeFacts> = {},
): ChangeFacts {
  return commit({
    sha,
    committedAt,
    authorHash,
    files: ['src/pay.ts'],
    la: 10,
    ld: 0,
    ...more,
  });
}

function collectorOf(
  facts: ChangeFacts[],
  changes: ChangeLookup = changesBy({
    [request.sha]: [past('own', '2026-11-20T09:00:00Z', 'ann')],
  }),
): FileHistoryCollector {
  return FileHistoryCollector.create({
    changes,
    histories: FileHistories.create({
      facts: {
        listFacts: async ({ before }) => (before ? [] : facts),
      },
      now,
    }),
    now,
  });
}

const earlier = [
  past('own', '2026-11-20T09:00:00Z', 'ann'),
  past('1', '2026-11-10T09:00:00Z', 'ann', { la: 30 }),
  past('2', '2026-09-10T09:00:00Z', 'bob', { la: 12 }),
  past('3', '2026-06-10T09:00:00Z', 'ann', { la: 500 }),
  past('4', '2025-06-10T09:00:00Z', 'cyd', { la: 900 }),
  past('5', '2026-11-01T09:00:00Z', 'dee', { files: ['docs/a.md'] }),
];

describe('FileHistoryCollector', () => {
  it('tells lines of 90 days, the share of the main author in a year, and the experience of the team', async () => {
    const { values, observedAt } = await collect(collectorOf(earlier));
    expect(values).toEqual({
      churn90: 42,
      ownership: 2 / 3,
      // Ann three times with this deployment's own of the same day left out, Bob and Dee once.
      teamexp: { value: 4 / 3, observedAt: '2026-11-20T00:00:00.000Z' },
    });
    expect(observedAt).toBe('2026-11-10T09:00:00.000Z');
  });

  it('tells the same whatever was committed later', async () => {
    const later = past('9', '2026-11-20T10:00:01Z', 'eve', { la: 7000 });
    const asOfThen = await collect(collectorOf(earlier));
    const asOfNow = await collect(collectorOf([later, ...earlier]));
    expect(asOfNow).toEqual(asOfThen);
  });

  it('tells nothing about a single person', async () => {
    const { values, missingReasons } = await collect(
      collectorOf([past('1', '2026-11-10T09:00:00Z', 'ann')]),
    );
    expect(values).toEqual({ churn90: 10, ownership: 1 });
    expect(missingReasons?.teamexp).toContain('would be about a person');
  });

  it('knows no main author of new files', async () => {
    const result = await collect(
      collectorOf([past('5', '2026-11-01T09:00:00Z', 'dee', { files: ['x'] })]),
    );
    expect(result.values).toMatchObject({ churn90: 0 });
    expect(result.values.ownership).toBeUndefined();
    expect(result.missingReasons?.ownership).toContain('no earlier change');
  });

  it('says why where the commits are not known, or bring no file', async () => {
    await expect(
      collect(collectorOf(earlier, noChanges)),
    ).resolves.toMatchObject({
      values: {},
      missingReason: expect.stringContaining('no git repository'),
      mayComeLater: false,
    });
    await expect(
      collect(collectorOf(earlier, changesBy({ [request.sha]: [] }))),
    ).resolves.toMatchObject({
      missingReason: 'no file of this revision is known',
      values: { teamexp: { value: expect.any(Number) } },
    });
  });
});
