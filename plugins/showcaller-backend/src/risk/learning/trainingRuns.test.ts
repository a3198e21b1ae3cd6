import { TestDatabases } from '@backstage/backend-test-utils';
import { waitFor } from '../__fixtures__/waitFor';
import { labelsOf, storeAssessments } from './__fixtures__/storeAssessments';
import { syntheticRows } from './__fixtures__/syntheticRows';
import {
  createLearningRoom,
  priorHash,
} from './__testUtils__/createLearningRoom';
import { LearningHarness } from './__testUtils__/LearningHarness';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PIA = 'user:default/pia';

describe.each(databases.eachSupportedId())('A training on %s', id => {
  const harness = LearningHarness.create(databases, id);
  afterEach(() => harness.stop());

  it('is cancelled while it runs', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 2500 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model } = await harness.start({
      knex,
      labels: labelsOf(rows),
    });
    const run = await room.training.request({ trigger: 'person' });
    // Cancelled as soon as it runs: reading the rows and growing the trees of so many take seconds from there.
    await waitFor(async () => {
      const { training } = await room.health.get();
      expect(training).toMatchObject({
        status: 'running',
        progress: expect.any(Number),
      });
    }, 60_000);
    await room.training.cancel(run.id, PIA);
    expect(await harness.finished(room, run.id)).toMatchObject({
      status: 'cancelled',
    });
    expect(model.card.hash).toBe(priorHash);
  });

  it('finishes what a killed process had begun', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 120 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const killed = await createLearningRoom({ knex, labels: labelsOf(rows) });
    const run = await killed.room.training.request({ trigger: 'person' });
    await knex('risk_training_run').update({
      status: 'running',
      attempts: 1,
      leased_by: 'a process that is gone',
      leased_until: '2026-11-19T23:00:00.000Z',
    });
    const { room } = await harness.start({ knex, labels: labelsOf(rows) });
    expect(await harness.finished(room, run.id)).toMatchObject({
      status: 'succeeded',
    });
  });

  it('trains once when two replicas are there, and both serve the result', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const labels = labelsOf(rows);
    const one = await harness.start({ knex, labels });
    const two = await harness.start({ knex, labels });
    const runs = await Promise.all([
      one.room.training.request({ trigger: 'rung' }),
      two.room.training.request({ trigger: 'schedule' }),
    ]);
    expect(runs[0].id).toBe(runs[1].id);
    await harness.finished(one.room, runs[0].id);
    expect((await one.room.health.get()).runs).toHaveLength(1);
    for (const { room, model } of [one, two]) {
      await room.serve();
      expect(model.card.rung).toBe('boosted');
    }
  });

  it('refuses a stored model with a flipped byte, says so once, and serves the last good one', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const trained = await harness.start({ knex, labels: labelsOf(rows) });
    const run = await trained.room.training.request({ trigger: 'person' });
    const { modelHash = '' } = await harness.finished(trained.room, run.id);

    const { onnx } = await knex('risk_model')
      .where({ hash: modelHash })
      .first();
    const flipped = Buffer.from(onnx);
    flipped[200] ^= 1;
    await knex('risk_model')
      .where({ hash: modelHash })
      .update({ onnx: flipped });

    const { room, model, logger, notifications } = await harness.start({
      knex,
      labels: labelsOf(rows),
    });
    expect(model.card.hash).toBe(priorHash);
    await room.serve();
    expect(logger.error).toHaveBeenCalledTimes(1);
    expect(logger.error).toHaveBeenCalledWith(
      expect.stringMatching(
        /^Risk model deployment-risk 1 does not load; prior 1 keeps serving: .*SHA-256/,
      ),
    );
    expect((await room.health.get()).alerts).toMatchObject([
      { severity: 'act', text: expect.stringContaining('does not load') },
    ]);
    expect(notifications.send).toHaveBeenCalledTimes(1);
    expect(notifications.send).toHaveBeenCalledWith(
      expect.objectContaining({
        recipients: { type: 'entity', entityRef: ['group:default/platform'] },
        payload: expect.objectContaining({ severity: 'high' }),
      }),
    );
  });
});
