import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { migrationsDirectory } from '../../database/openDatabase';
import { waitFor } from '../__fixtures__/waitFor';
import {
  createLearningRoom,
  priorHash,
} from './__testUtils__/createLearningRoom';
import { labelsOf, storeAssessments } from './__fixtures__/storeAssessments';
import { syntheticRows } from './__fixtures__/syntheticRows';
import { writeSyntheticPrior } from './__fixtures__/syntheticModel';
import type { LearningRoom } from './LearningRoom';
import { type DatedRows, pickRows, ROW_WIDTH } from './rows/DatedRows';
import { DatabaseModelStore } from './registry/DatabaseModelStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const LA = riskFeatures.findIndex(({ name }) => name === 'la');

/** The rows from a time on. */
function since(rows: DatedRows, from: number): DatedRows {
  return pickRows(
    rows,
    rows.ids.flatMap((_, row) => (rows.times[row] >= from ? [row] : [])),
  );
}

describe.each(databases.eachSupportedId())('a watched model on %s', id => {
  const rooms: LearningRoom[] = [];
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  async function setUp(rows: DatedRows, labelled: DatedRows = rows) {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const clock = { days: 0 };
    const began = performance.now();
    const created = await createLearningRoom({
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
    rooms.push(created.room);
    await created.room.start();
    return { ...created, knex, clock };
  }

  async function train(room: LearningRoom) {
    const run = await room.training.request({ trigger: 'person' });
    await waitFor(async () => {
      const { runs } = await room.health.get();
      expect(runs[0]).toMatchObject({ id: run.id, status: 'succeeded' });
    }, 60_000);
    return (await room.registry.getChampion()).hash;
  }

  it('has nothing to compare the shipped prior with, and says so by silence', async () => {
    const { room } = await setUp(syntheticRows({ seed: 3, count: 60 }));
    const report = await room.drift.check();
    expect(report).toMatchObject({
      modelHash: priorHash,
      rows: 60,
      features: [],
      score: { level: 'stable' },
      loss: { rows: 60, mean: expect.any(Number), level: 'stable' },
    });
    expect(await room.drift.get()).toEqual(JSON.parse(JSON.stringify(report)));
    expect((await room.health.get()).alerts).toEqual([]);
  });

  it('tells once that deployments look different than in training, until they do not', async () => {
    const rows = syntheticRows({ seed: 3, count: 600, everyHours: 1 });
    const { room, knex, notifications, clock } = await setUp(rows);
    await train(room);

    const larger = syntheticRows({ seed: 4, count: 300 });
    for (let row = 0; row < 300; row++) {
      larger.rows[row * ROW_WIDTH + LA] *= 50;
    }
    clock.days = 60;
    larger.ids = larger.ids.map(name => `${name}-later`);
    larger.times = larger.times.map(time => time + 60 * 24 * 60 * 60 * 1000);
    await storeAssessments({ knex, rows: larger, modelHash: priorHash });

    const report = await room.drift.check();
    expect(report.rows).toBe(300);
    const drifted = report.features.filter(({ level }) => level === 'act');
    expect(drifted.map(({ name }) => name)).toEqual(['la']);
    await room.drift.check();
    const { alerts } = await room.health.get();
    expect(alerts.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^Deployments of the last four weeks look different .*: lines added \(\d/i,
      ),
    );
    const about = notifications.send.mock.calls.filter(call =>
      JSON.stringify(call).includes('look different'),
    );
    expect(about).toHaveLength(1);

    await knex('risk_assessment')
      .where('deployment_id', 'like', '%-later')
      .delete();
    await room.drift.check();
    expect(
      (await room.health.get()).alerts.filter(({ text }) =>
        text.includes('look different'),
      ),
    ).toEqual([]);
  });

  it('is withdrawn when matured deployments show that the prior is better, and the prior serves', async () => {
    const rows = syntheticRows({ seed: 3, count: 600 });
    const all = syntheticRows({ seed: 5, count: 1200 });
    // What raised the risk here lowers it from now on: what was learned locally is wrong, what the prior knows is not.
    const later = since(all, 0);
    later.ids = later.ids.map(name => `${name}-later`);
    later.times = later.times.map(time => time + 55 * 24 * 60 * 60 * 1000);
    later.maturedAt = later.maturedAt.map(
      time => time + 55 * 24 * 60 * 60 * 1000,
    );
    const flaky = riskFeatures.findIndex(({ name }) => name === 'flaky');
    for (let row = 0; row < later.ids.length; row++) {
      later.rows[row * ROW_WIDTH + flaky] =
        5 - later.rows[row * ROW_WIDTH + flaky];
    }
    const { room, knex, model, clock, notifications } = await setUp(rows, {
      ...rows,
      rows: new Float32Array([...rows.rows, ...later.rows]),
      labels: new Uint8Array([...rows.labels, ...later.labels]),
      times: new Float64Array([...rows.times, ...later.times]),
      maturedAt: new Float64Array([...rows.maturedAt, ...later.maturedAt]),
      ids: [...rows.ids, ...later.ids],
      subjects: [...rows.subjects, ...later.subjects],
    });
    const trained = await train(room);
    expect(trained).not.toBe(priorHash);

    clock.days = 60;
    await storeAssessments({ knex, rows: later, modelHash: trained });
    await room.drift.check();
    await waitFor(async () => expect(model.card.hash).toBe(priorHash));
    const { versions, alerts } = await room.health.get();
    expect(versions.find(({ hash }) => hash === trained)).toMatchObject({
      status: 'failed',
      statusReason: expect.stringMatching(
        /^Withdrawn: worse than the prior by more than noise: log loss/,
      ),
      statusChangedBy: 'showcaller',
    });
    expect(alerts).toContainEqual(
      expect.objectContaining({
        severity: 'act',
        text: expect.stringContaining('was withdrawn, prior 1 serves'),
      }),
    );
    expect(JSON.stringify(notifications.send.mock.calls)).toContain(
      'was withdrawn',
    );
  });

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
