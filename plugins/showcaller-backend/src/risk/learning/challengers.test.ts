import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { labelsOf, storeAssessments } from './__fixtures__/storeAssessments';
import { syntheticRows } from './__fixtures__/syntheticRows';
import { writeSyntheticPrior } from './__fixtures__/syntheticModel';
import { priorHash } from './__testUtils__/createLearningRoom';
import { LearningHarness } from './__testUtils__/LearningHarness';
import { DatabaseModelStore } from './registry/DatabaseModelStore';
import type { DatedRows } from './rows/DatedRows';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

describe.each(databases.eachSupportedId())('a challenger on %s', id => {
  const harness = LearningHarness.create(databases, id);
  afterEach(() => harness.stop());

  async function setUp(rows: DatedRows, labelled: DatedRows = rows) {
    const knex = await harness.openDatabase();
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const clock = { days: 0 };
    const began = performance.now();
    const created = await harness.start({
      knex,
      labels: labelsOf(labelled),
      now: () =>
        new Date(
          Date.parse('2026-11-20T00:00:00Z') +
            clock.days * 24 * 60 * 60 * 1000 +
            performance.now() -
            began,
        ),
    });
    return { ...created, knex, clock };
  }

  it('is compared with a registered challenger on live deployments, and a person decides', async () => {
    const before = syntheticRows({ seed: 3, count: 40 });
    const live = syntheticRows({ seed: 8, count: 700 });
    live.ids = live.ids.map(name => `${name}-live`);
    const { room, knex } = await setUp(before, live);
    const better = writeSyntheticPrior({ seed: 8, count: 2000 });
    const challenger = await room.registration.register(
      {
        id: 'ours',
        version: '2026-11',
        description: 'Trained elsewhere',
        onnx: better.onnx,
        features: riskFeatures.map(({ name }) => name),
        trainedOn: { rows: 2000, positives: 400 },
      },
      { by: 'user:default/pia', reason: 'Registered' },
    );
    expect(challenger).toMatchObject({
      status: 'challenger',
      origin: 'registered',
    });
    // Deployments before it came are not its business.
    expect(await room.shadow.scorer.score()).toBe(0);

    const offset = Date.parse(challenger.createdAt) - live.times[0] + 1000;
    await storeAssessments({
      knex,
      rows: { ...live, times: live.times.map(time => time + offset) },
      modelHash: priorHash,
      logOdds: Float64Array.from(live.ids, () => -1.4),
    });
    expect(await room.shadow.scorer.score()).toBe(700);
    expect((await room.health.get()).shadow).toMatchObject({
      champion: priorHash,
      challenger: challenger.hash,
      rows: 0,
      verdict: 'not yet',
    });

    await room.shadow.comparer.compare();
    const { shadow, alerts, serving } = await room.health.get();
    expect(shadow).toMatchObject({ rows: 700, verdict: 'challenger better' });
    expect(shadow?.difference).toBeGreaterThan(0);
    expect(shadow?.interval?.low).toBeGreaterThan(0);
    expect(serving.hash).toBe(priorHash);
    expect(alerts).toContainEqual(
      expect.objectContaining({
        text: expect.stringMatching(
          /^Challenger ours 2026-11 is better .* a person may promote it$/,
        ),
      }),
    );

    const evaluation = await room.evaluation.evaluate(challenger.hash);
    expect(evaluation).toMatchObject({ rows: 350, ablation: [] });
  });

  it('promotes a challenger that was trained here by the verdict, and rejects a worse one', async () => {
    const live = syntheticRows({ seed: 8, count: 700 });
    const { room, knex } = await setUp(
      syntheticRows({ seed: 3, count: 40 }),
      live,
    );
    const enter = async (name: string, logOdds: (label: number) => number) => {
      const written = writeSyntheticPrior({ seed: name.length, count: 500 });
      await room.registry.enter(
        {
          hash: written.hash,
          id: 'deployment-risk',
          version: name,
          rung: 'boosted',
          origin: 'trained',
          file: written.text,
          onnx: written.onnx,
          schemaHash: written.file.schemaHash,
          trainingRows: 500,
          trainingPositives: 90,
        },
        'challenger',
        { by: 'showcaller', reason: 'not known yet' },
      );
      await knex.batchInsert(
        'risk_shadow_score',
        live.ids.map((deployment, row) => ({
          challenger_hash: written.hash,
          deployment_id: deployment,
          champion_hash: priorHash,
          assessment_id: '0'.repeat(26),
          champion_log_odds: -1.4,
          challenger_log_odds: logOdds(live.labels[row]),
          occurred_at: new Date(live.times[row]).toISOString(),
          scored_at: new Date(live.times[row]).toISOString(),
        })),
        50,
      );
      return written.hash;
    };
    const good = await enter('better!', label => (label ? 0 : -3));
    const worse = await enter('worse', label => (label ? -4 : 1));
    await room.shadow.comparer.compare();
    expect(await room.registry.get(worse)).toMatchObject({
      status: 'rejected',
      statusReason: expect.stringContaining(
        "higher than the champion's on 700 live deployments",
      ),
    });
    expect(await room.registry.get(good)).toMatchObject({
      status: 'champion',
      statusReason: expect.stringContaining(
        "lower than the champion's on 700 live deployments",
      ),
    });
    const store = DatabaseModelStore.create({ knex });
    expect(await store.listByStatus('champion')).toHaveLength(1);
  });

  it.each<[string, Buffer | undefined, string[], RegExp]>([
    [
      'no model',
      Buffer.from('hello'),
      ['la'],
      /^onnx: the model cannot be run/,
    ],
    [
      'a model of another width',
      undefined,
      ['la', 'nf'],
      /^onnx: the model cannot be run/,
    ],
    [
      'an unknown feature',
      undefined,
      ['la', 'moon'],
      /^features: 'moon' is no feature of this version/,
    ],
  ])('refuses to register %s', async (_, onnx, features, reason) => {
    const { room } = await setUp(syntheticRows({ seed: 3, count: 5 }));
    await expect(
      room.registration.register(
        {
          id: 'ours',
          version: '1',
          description: 'Trained elsewhere',
          onnx: onnx ?? writeSyntheticPrior().onnx,
          features,
          trainedOn: { rows: 100, positives: 10 },
        },
        { by: 'user:default/pia', reason: 'Registered' },
      ),
    ).rejects.toThrow(reason);
    expect((await room.health.get()).versions).toHaveLength(1);
  });
});
