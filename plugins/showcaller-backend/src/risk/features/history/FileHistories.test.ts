import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { commit } from '../../__fixtures__/commit';
import { FileHistories } from './FileHistories';

const MINUTE = 60_000;

function setUp(count: number, options: { maxCommits?: number } = {}) {
  const clock = { now: Date.parse('2026-11-20T10:00:00Z') };
  const facts: ChangeFacts[] = Array.from({ length: count }, (_, i) =>
    commit({
      sha: String(i).padStart(40, '0'),
      committedAt: new Date(Date.UTC(2026, 0, 1) + i * MINUTE).toISOString(),
    }),
  );
  const reads: number[] = [];
  const histories = FileHistories.create({
    facts: {
      listFacts: async ({ limit, before }) => {
        const page = facts
          .filter(fact => !before || fact.committedAt < before.committedAt)
          .sort((a, b) => (a.committedAt < b.committedAt ? 1 : -1))
          .slice(0, limit);
        reads.push(page.length);
        return page;
      },
    },
    now: () => new Date(clock.now),
    ...options,
  });
  return { clock, facts, reads, histories };
}

describe('FileHistories', () => {
  it('reads a history once, also for those who ask meanwhile', async () => {
    const { reads, histories } = setUp(250);
    const [one, two] = await Promise.all([
      histories.get('Shop/Payments'),
      histories.get('shop/payments'),
    ]);
    expect(one).toBe(two);
    expect(one.history.commits).toBe(250);
    expect(one.since).toBe(-Infinity);
    await histories.get('shop/payments');
    expect(reads).toEqual([100, 100, 50]);
  });

  it('looks for new commits after an import and after a minute, and reads no more than it must', async () => {
    const { clock, facts, reads, histories } = setUp(250);
    await histories.get('shop/payments');
    reads.length = 0;
    facts.push(commit({ sha: 'new', committedAt: '2026-11-20T09:00:00Z' }));
    histories.onFactsStored('shop/payments');
    const { history } = await histories.get('shop/payments');
    expect(history.commits).toBe(251);
    expect(reads).toEqual([100, 100]);
    reads.length = 0;
    await histories.get('shop/payments');
    expect(reads).toEqual([]);
    clock.now += MINUTE;
    await histories.get('shop/payments');
    expect(reads).toEqual([100]);
  });

  it('says from when on it holds a very long history', async () => {
    const { facts, histories } = setUp(500, { maxCommits: 200 });
    const { history, since } = await histories.get('shop/payments');
    expect(history.commits).toBe(200);
    expect(since).toBe(Date.parse(facts[300].committedAt));
  });

  it('lets the least recently used go when it holds too much', async () => {
    const { clock } = setUp(0);
    const reads: string[] = [];
    const histories = FileHistories.create({
      facts: {
        listFacts: async ({ repository, before }) => {
          reads.push(repository);
          return before ? [] : [commit({ sha: `1 of ${repository}` })];
        },
      },
      now: () => new Date(clock.now),
      maxTouches: 4,
    });
    for (const repository of ['a', 'b', 'a', 'c', 'a', 'b']) {
      await histories.get(repository);
    }
    expect(reads).toEqual(['a', 'b', 'c', 'b']);
  });
});
