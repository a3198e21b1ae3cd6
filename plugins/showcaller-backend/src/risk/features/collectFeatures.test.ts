import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { ChangeRecord } from '../../delivery/types';
import { commit } from '../__fixtures__/commit';
import { ChangeFactsCollector } from './ChangeFactsCollector';
import { ChangeLookup } from './ChangeLookup';
import { collectFeatures } from './collectFeatures';
import type { FeatureCollector } from './FeatureCollector';
import { WebhookFactsCollector } from './WebhookFactsCollector';

const request = {
  entityRef: 'component:default/payments',
  repository: 'shop/payments',
  sha: 'b2'.repeat(20),
  previousSha: 'a1'.repeat(20),
  occurredAt: '2026-11-20T10:00:00Z',
};

function sourceWith(
  getRange: ChangeSource['getRange'],
  supported = true,
  folder?: string,
): FeatureCollector {
  return ChangeFactsCollector.create({
    changes: ChangeLookup.create({
      sources: [{ id: 'git', supports: async () => supported, getRange }],
      folderOf: () => folder,
    }),
  });
}

function webhookWith(change?: Partial<ChangeRecord>): FeatureCollector {
  return WebhookFactsCollector.create({
    delivery: {
      getChange: async () =>
        change && {
          repository: request.repository,
          sha: request.sha,
          status: 'merged',
          filesTruncated: false,
          observedAt: '2026-11-20T09:30:00Z',
          ...change,
        },
    },
  });
}

async function signalsOf(collectors: FeatureCollector[], deadlineMs?: number) {
  const features = await collectFeatures({ collectors, request, deadlineMs });
  const signals = Object.fromEntries(
    features.signals.map(signal => [signal.name, signal]),
  );
  return { features, signals };
}

describe('collectFeatures', () => {
  it('takes the union of all commits since the previously deployed revision', async () => {
    const { features, signals } = await signalsOf([
      sourceWith(async () => ({
        commits: [
          commit({ sha: '2', la: 30, files: ['src/pay.ts'] }),
          commit({ sha: '1', la: 10, files: ['docs/readme.md'] }),
        ],
        withoutFacts: 0,
      })),
    ]);
    expect(signals.la).toMatchObject({
      value: 40,
      source: 'git history',
      unit: 'lines',
      group: 'size',
      observedAt: '2026-11-20T09:00:00.000Z',
    });
    expect(signals.nf.value).toBe(2);
    expect(features).toMatchObject({ commitCount: 2, awaitsFacts: false });
    expect(features.row).toHaveLength(37);
  });

  it("counts only the commits of a monorepo that touch the component's folder", async () => {
    const commits = [
      commit({ sha: '2', la: 30, files: ['services/pay/app.ts'] }),
      commit({ sha: '1', la: 10, files: ['services/stock/app.ts'] }),
    ];
    const own = await signalsOf([
      sourceWith(
        async () => ({ commits, withoutFacts: 0 }),
        true,
        'services/pay',
      ),
    ]);
    expect(own.signals.la).toMatchObject({
      value: 30,
      source: 'git history (1 commits of other folders left out)',
    });
    expect(own.features.commitCount).toBe(1);

    const none = await signalsOf([
      sourceWith(
        async () => ({ commits, withoutFacts: 0 }),
        true,
        'services/mail',
      ),
    ]);
    expect(none.signals.la.value).toBe(0);
    expect(none.signals.ndev.missingReason).toBe(
      'none of the 2 commits of this revision touches services/mail',
    );
  });

  it('lists all features, unknown ones with the annotation that would tell them', async () => {
    const { features } = await signalsOf([
      sourceWith(async () => undefined, false),
    ]);
    expect(features.signals).toHaveLength(37);
    const untold = 'nothing that tells it is installed';
    for (const signal of features.signals) {
      expect([
        'no git repository is configured for this component (annotation showcaller.io/git-repository)',
        untold,
      ]).toContain(signal.missingReason);
      expect(signal).not.toHaveProperty('value');
    }
    expect(features.signals[0].missingReason).not.toBe(untold);
    expect(features.signals.at(-1)?.missingReason).toBe(untold);
    expect([...features.row].every(Number.isNaN)).toBe(true);
  });

  it('asks webhooks only for what the history does not tell', async () => {
    const { signals } = await signalsOf([
      sourceWith(async () => undefined),
      webhookWith({
        pullRequest: 7,
        title: 'Fix rounding of vouchers',
        linesAdded: 12,
        linesDeleted: 3,
        filesChanged: 4,
        files: ['src/a.ts', 'src/b/c.ts', 'top.md'],
      }),
    ]);
    expect(signals).toMatchObject({
      la: { value: 12, source: 'pull request webhook' },
      ld: { value: 3 },
      nf: { value: 4 },
      ns: { value: 2 },
      nd: { value: 3 },
      fix: { value: 1 },
      ndev: {
        missingReason:
          'the git repository of this component does not hold revision b2b2b2b2',
      },
      lt: { source: 'git history' },
      migration: { value: 0, source: 'pull request webhook' },
    });
  });

  it('does not count the files of a list that was cut short', async () => {
    const { signals } = await signalsOf([
      webhookWith({ files: ['src/a.ts'], filesTruncated: true }),
    ]);
    expect(signals.nf.value).toBeUndefined();
    expect(signals.ns.value).toBeUndefined();
  });

  it('refuses what was observed after the scoring clock', async () => {
    const late = '2026-11-20T10:00:01Z';
    const { signals } = await signalsOf([
      sourceWith(async () => ({
        commits: [commit({ sha: '1', committedAt: late })],
        withoutFacts: 0,
      })),
      webhookWith({ linesAdded: 5, committedAt: late }),
    ]);
    expect(signals.la.value).toBeUndefined();
    expect(signals.la.missingReason).toContain('after what is scored happened');
  });

  it('judges each value by its own time, source and reason', async () => {
    const { signals } = await signalsOf([
      {
        id: 'example',
        features: ['testpass', 'testtrend', 'flaky', 'freeze'],
        collect: async () => ({
          source: 'JUnit',
          observedAt: '2026-11-20T09:00:00Z',
          values: {
            testpass: 0.9,
            testtrend: { value: -0.1, source: 'JUnit of five revisions' },
            flaky: { value: 3, observedAt: '2026-11-20T10:00:00.001Z' },
          },
          missingReason: 'not told',
          missingReasons: { freeze: 'no windows are configured' },
        }),
      },
    ]);
    expect(signals).toMatchObject({
      testpass: { value: 0.9, source: 'JUnit' },
      testtrend: {
        value: -0.1,
        source: 'JUnit of five revisions',
        observedAt: '2026-11-20T09:00:00Z',
      },
      flaky: {
        missingReason:
          'JUnit: observed 2026-11-20T10:00:00.001Z, after what is scored happened',
      },
      freeze: { missingReason: 'no windows are configured' },
    });
    expect(signals.flaky.value).toBeUndefined();
  });

  it('takes what a feature cannot be for unknown', async () => {
    const { signals } = await signalsOf([
      {
        id: 'example',
        features: ['testpass', 'perfdelta', 'reruns'],
        collect: async () => ({
          source: 'example',
          values: { testpass: NaN, perfdelta: -1.5, reruns: -1 },
          missingReason: 'no such value',
        }),
      },
    ]);
    for (const name of ['testpass', 'perfdelta', 'reruns']) {
      expect(signals[name]).toMatchObject({ missingReason: 'no such value' });
    }
  });

  it('gives up a source that is late and says so', async () => {
    let aborted = false;
    const { features, signals } = await signalsOf(
      [
        sourceWith(
          ({ signal }) =>
            new Promise(() => {
              signal?.addEventListener('abort', () => {
                aborted = true;
              });
            }),
        ),
        webhookWith({ linesAdded: 5 }),
      ],
      20,
    );
    expect(aborted).toBe(true);
    expect(signals.lt.missingReason).toContain(
      'git history gave no answer within 0.02 s',
    );
    expect(signals.la.value).toBe(5);
    expect(features.awaitsFacts).toBe(true);
  });

  it('turns the failure of a source into the reason of its signals', async () => {
    const { signals } = await signalsOf([
      sourceWith(async () => {
        throw new Error('the mirror is corrupt');
      }),
    ]);
    expect(signals.la.missingReason).toBe(
      'git history failed: the mirror is corrupt',
    );
  });

  it('knows that a redeployment brings no lines, and nothing about its history', async () => {
    const { signals } = await signalsOf([
      sourceWith(async () => ({ commits: [], withoutFacts: 0 })),
    ]);
    expect(signals.la.value).toBe(0);
    expect(signals.nf.value).toBe(0);
    expect(signals.ndev.missingReason).toContain('not deployed before');
  });

  it('says how many commits it could look into', async () => {
    const { features, signals } = await signalsOf([
      sourceWith(async () => ({
        commits: [commit({ sha: '1' })],
        withoutFacts: 2,
      })),
    ]);
    expect(signals.la.source).toBe(
      'git history (1 with facts, 2 merges or unknown)',
    );
    expect(features.commitCount).toBe(3);
  });
});
