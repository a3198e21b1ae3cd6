import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { waitFor } from '../__fixtures__/waitFor';
import { labelsOf, storeAssessments } from './__fixtures__/storeAssessments';
import { syntheticRows } from './__fixtures__/syntheticRows';
import { priorHash } from './__testUtils__/createLearningRoom';
import { LearningHarness } from './__testUtils__/LearningHarness';
import type { LearningRoom } from './LearningRoom';
import { type DatedRows, ROW_WIDTH } from './rows/DatedRows';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const LA = riskFeatures.findIndex(({ name }) => name === 'la');

describe.each(databases.eachSupportedId())('a watched model on %s', id => {
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

  async function train(room: LearningRoom) {
    const run = await room.training.request({ trigger: 'person' });
    await harness.finished(room, run.id);
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
    const later = syntheticRows({ seed: 5, count: 1200 });
    // What raised the risk here lowers it from now on: what was learned locally is wrong, what the prior knows is not.
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
});
