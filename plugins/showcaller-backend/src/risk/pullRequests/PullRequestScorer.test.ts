import { exampleModel } from '../__fixtures__/exampleModel';
import type { CollectorResult } from '../features/FeatureCollector';
import { HEAD } from './__testUtils__/assessment';
import { PullRequestScorer } from './PullRequestScorer';

const BASE = 'b'.repeat(40);
const NOW = new Date('2026-11-25T12:00:00Z');

function create(result: Partial<CollectorResult> = {}) {
  const collect = jest.fn(async () => ({
    source: 'git history',
    values: { la: 900, nf: 12 },
    missingReason: 'not told',
    commitCount: 4,
    commits: [],
    ...result,
  }));
  const scorer = PullRequestScorer.create({
    delivery: { getChange: async () => undefined },
    collectors: [{ id: 'git', features: ['la', 'nf'], collect }],
    model: exampleModel(),
    now: () => NOW,
  });
  return {
    collect,
    score: () =>
      scorer.score(
        {
          repository: 'shop/payments',
          number: 5,
          headSha: HEAD,
          baseSha: BASE,
          title: 'A change',
          status: 'open',
          occurredAt: '2026-11-25T11:00:00.000Z',
        },
        'component:default/payments',
      ),
  };
}

describe('PullRequestScorer', () => {
  it('scores what lies between the base and the head, as of now', async () => {
    const { collect, score } = create();
    const part = await score();
    expect(collect).toHaveBeenCalledWith(
      expect.objectContaining({
        entityRef: 'component:default/payments',
        repository: 'shop/payments',
        sha: HEAD,
        previousSha: BASE,
        occurredAt: NOW.toISOString(),
      }),
      expect.anything(),
    );
    expect(part).toMatchObject({
      awaitsFacts: false,
      assessment: {
        subject: { kind: 'change', sha: HEAD, title: 'A change' },
        probability: expect.any(Number),
        commitCount: 4,
        backfill: false,
        occurredAt: NOW.toISOString(),
      },
    });
    expect(part?.groups[0]).toMatchObject({
      group: 'size',
      effect: expect.any(Number),
    });
  });

  it('says what would lower a risk that people can change', async () => {
    const part = await create().score();
    expect(part?.counterfactuals.length).toBeGreaterThan(0);
    for (const way of part?.counterfactuals ?? []) {
      expect(way.probabilityAfter).toBeLessThan(way.probabilityBefore);
    }
  });

  it('says nothing of an entity that is not touched', async () => {
    expect(await create({ commitCount: 0 }).score()).toBeUndefined();
  });

  it('gives the reason instead of a risk when the size is not known', async () => {
    const part = await create({
      values: {},
      missingReason: 'the repository is not imported',
      mayComeLater: true,
    }).score();
    expect(part).toMatchObject({
      awaitsFacts: true,
      counterfactuals: [],
      assessment: {
        band: 'unknown',
        unknownReason: expect.stringContaining('not imported'),
      },
    });
    expect(part?.assessment).not.toHaveProperty('probability', 0);
  });
});
