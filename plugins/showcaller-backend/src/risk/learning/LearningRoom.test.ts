import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { commit } from '../__fixtures__/commit';
import { waitFor } from '../__fixtures__/waitFor';
import type { ChangeLabel, LabelReader } from '../labels/types';
import {
  createLearningRoom,
  priorHash,
} from './__testUtils__/createLearningRoom';
import { labelsOf, storeAssessments } from './__fixtures__/storeAssessments';
import { syntheticRows } from './__fixtures__/syntheticRows';
import type { LearningRoom } from './LearningRoom';
import { ROW_WIDTH, sliceRows } from './rows/DatedRows';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PIA = 'user:default/pia';

describe.each(databases.eachSupportedId())('LearningRoom on %s', id => {
  const rooms: LearningRoom[] = [];

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  async function openDatabase(): Promise<Knex> {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    return knex;
  }

  async function start(
    options: Omit<Parameters<typeof createLearningRoom>[0], 'labels'> & {
      labels: LabelReader;
    },
  ) {
    const created = await createLearningRoom(options);
    rooms.push(created.room);
    await created.room.start();
    return created;
  }

  async function finished(room: LearningRoom, runId: string) {
    return waitFor(async () => {
      const { runs } = await room.health.get();
      expect(runs.find(run => run.id === runId)?.finishedAt).toBeDefined();
    }, 60_000).then(async () => {
      const { runs } = await room.health.get();
      return runs.find(run => run.id === runId);
    });
  }

  it('climbs: trains on matured deployments, promotes, serves the result and back-tests it', async () => {
    const knex = await openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600, everyHours: 3 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model, signals, auditor } = await start({
      knex,
      labels: labelsOf(rows),
    });
    expect(await room.health.get()).toMatchObject({
      ladder: { rung: 'boosted', labels: 600, maturing: 3, maturityDays: 7 },
      serving: { hash: priorHash, rung: 'prior' },
      versions: [{ hash: priorHash, origin: 'shipped', status: 'champion' }],
      runs: [],
      alerts: [],
    });

    const run = await room.training.request({
      trigger: 'person',
      requestedBy: PIA,
    });
    expect(run).toMatchObject({ status: 'queued', requestedBy: PIA });
    expect(await finished(room, run.id)).toMatchObject({
      status: 'succeeded',
      rung: 'boosted',
      labelSource: 'deployments',
      outcome: expect.stringMatching(/^Promoted: Challenger is better/),
      modelHash: expect.any(String),
    });
    await waitFor(async () => expect(model.card.rung).toBe('boosted'));
    const { versions, serving, ladder } = await room.health.get();
    expect(ladder.next).toEqual({ rung: 'local', labels: 2000, positives: 10 });
    expect(serving.local?.rows).toBe(600);
    expect(
      versions.map(({ version, status, parent }) => [version, status, parent]),
    ).toEqual([
      ['1', 'champion', priorHash],
      [expect.anything(), 'retired', undefined],
    ]);
    expect(signals.publish).toHaveBeenCalledWith(
      expect.objectContaining({ channel: 'showcaller:model' }),
    );
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({ eventId: 'model-promote' }),
    );

    await waitFor(async () => {
      const evaluation = await room.evaluation.get(serving.hash);
      expect(evaluation).toMatchObject({
        modelHash: serving.hash,
        metrics: { captureTop10: expect.any(Number) },
        stability: { previousHash: priorHash },
      });
      expect(evaluation?.fairness.map(({ group }) => group)).toEqual([
        'group:default/a',
        'group:default/b',
        'tier 1',
        'tier 2',
      ]);
    }, 60_000);

    // The same rows again teach nothing new.
    const again = await room.training.request({ trigger: 'person' });
    expect(await finished(room, again.id)).toMatchObject({
      status: 'succeeded',
      outcome: 'Nothing new: the same model as version 1',
    });
    expect(await room.training.checkSchedule()).toBeUndefined();
    expect(await room.training.checkDue()).toBeUndefined();
  });

  it('begins with changes from git history, and goes over to deployments as soon as they suffice', async () => {
    const knex = await openDatabase();
    const commits = syntheticRows({ seed: 3, count: 400, flaky: false });
    const la = riskFeatures.findIndex(({ name }) => name === 'la');
    const changes = commits.ids.map((_, row) =>
      commit({
        repository: 'shop/web',
        sha: String(row).padStart(40, '0'),
        committedAt: new Date(commits.times[row]).toISOString(),
        la: commits.rows[row * ROW_WIDTH + la],
      }),
    );
    const changeLabels = changes.map(
      ({ sha, committedAt, repository }, row): ChangeLabel => ({
        repository,
        sha,
        committedAt,
        label: commits.labels[row] === 1 ? 1 : 0,
      }),
    );
    const positives = commits.labels.reduce((sum, label) => sum + label, 0);
    const rows = syntheticRows({ seed: 5, count: 200 });
    const labels: LabelReader = {
      ...labelsOf(sliceRows(rows, 0, 30)),
      listChangeLabels: async () => changeLabels,
      countChangeLabels: async () => ({ labels: 400, positives }),
    };
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model } = await start({
      knex,
      labels,
      changes: {
        facts: {
          getFacts: async () => undefined,
          listFacts: async ({ before, limit }) =>
            changes
              .filter(
                ({ committedAt }) =>
                  !before || committedAt < before.committedAt,
              )
              .reverse()
              .slice(0, limit),
        },
      },
    });
    const first = await room.training.checkDue();
    expect(first).toMatchObject({
      trigger: 'rung',
      rung: 'calibrated',
      labelSource: 'changes',
    });
    expect(await finished(room, first?.id ?? '')).toMatchObject({
      status: 'succeeded',
      rows: 400,
    });
    await waitFor(async () =>
      expect(model.card.local).toMatchObject({ labelSource: 'changes' }),
    );
    expect(await room.training.checkDue()).toBeUndefined();

    Object.assign(labels, labelsOf(rows), {
      countChangeLabels: labels.countChangeLabels,
    });
    const second = await room.training.checkDue();
    expect(second).toMatchObject({
      trigger: 'rung',
      labelSource: 'deployments',
    });
    expect(await finished(room, second?.id ?? '')).toMatchObject({
      status: 'succeeded',
    });
    expect((await room.health.get()).versions[0]).toMatchObject({
      labelSource: 'deployments',
      trainingRows: 200,
    });
  });

  it('says in words why it does not train, and keeps serving', async () => {
    const knex = await openDatabase();
    const rows = syntheticRows({ seed: 3, count: 80 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const clean = labelsOf({ ...rows, labels: rows.labels.map(() => 0) });
    const { room, model } = await start({
      knex,
      labels: {
        ...clean,
        // More failures are counted than there are scored deployments of.
        countMatured: labelsOf(rows).countMatured,
      },
    });
    const run = await room.training.request({ trigger: 'person' });
    expect(await finished(room, run.id)).toMatchObject({
      status: 'failed',
      outcome:
        'One class only: all 80 labels say clean. A model needs both; the serving one stays.',
    });
    expect(model.card.hash).toBe(priorHash);

    const few = await createLearningRoom({
      knex,
      labels: labelsOf(syntheticRows({ seed: 3, count: 20 })),
    });
    await expect(
      few.room.training.request({ trigger: 'person' }),
    ).rejects.toThrow(/^Too few labels to train: 20 deployments have matured/);
  });

  it('is cancelled while it runs', async () => {
    const knex = await openDatabase();
    const rows = syntheticRows({ seed: 3, count: 2500 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model } = await start({ knex, labels: labelsOf(rows) });
    const run = await room.training.request({ trigger: 'person' });
    await waitFor(async () => {
      const { training } = await room.health.get();
      expect(training).toMatchObject({ status: 'running' });
      expect(training?.stage).toContain('growing');
    }, 60_000);
    expect((await room.health.get()).training).toMatchObject({
      rows: 2500,
      progress: expect.any(Number),
    });
    await room.training.cancel(run.id, PIA);
    expect(await finished(room, run.id)).toMatchObject({ status: 'cancelled' });
    expect(model.card.hash).toBe(priorHash);
  });

  it('finishes what a killed process had begun', async () => {
    const knex = await openDatabase();
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
    const { room } = await start({ knex, labels: labelsOf(rows) });
    expect(await finished(room, run.id)).toMatchObject({ status: 'succeeded' });
  });

  it('trains once when two replicas are there, and both serve the result', async () => {
    const knex = await openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const labels = labelsOf(rows);
    const one = await start({ knex, labels });
    const two = await start({ knex, labels });
    const runs = await Promise.all([
      one.room.training.request({ trigger: 'rung' }),
      two.room.training.request({ trigger: 'schedule' }),
    ]);
    expect(runs[0].id).toBe(runs[1].id);
    await finished(one.room, runs[0].id);
    expect((await one.room.health.get()).runs).toHaveLength(1);
    for (const { room, model } of [one, two]) {
      await room.serve();
      expect(model.card.rung).toBe('boosted');
    }
  });

  it('refuses a stored model with a flipped byte, says so once, and serves the last good one', async () => {
    const knex = await openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const trained = await start({ knex, labels: labelsOf(rows) });
    const run = await trained.room.training.request({ trigger: 'person' });
    const { modelHash = '' } = (await finished(trained.room, run.id)) ?? {};

    const { onnx } = await knex('risk_model')
      .where({ hash: modelHash })
      .first();
    const flipped = Buffer.from(onnx);
    flipped[200] ^= 1;
    await knex('risk_model')
      .where({ hash: modelHash })
      .update({ onnx: flipped });

    const { room, model, logger, notifications } = await start({
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

  it('waits for a person where it may not promote by itself', async () => {
    const knex = await openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model } = await start({
      knex,
      labels: labelsOf(rows),
      risk: { autoPromote: false },
    });
    const run = await room.training.request({ trigger: 'person' });
    const { outcome, modelHash = '' } = (await finished(room, run.id)) ?? {};
    expect(outcome).toContain('showcaller.risk.autoPromote is off');
    expect(model.card.hash).toBe(priorHash);

    await room.registry.promote(modelHash, { by: PIA, reason: 'looks good' });
    await waitFor(async () => expect(model.card.hash).toBe(modelHash));
    await room.registry.rollBack({ by: PIA, reason: 'changed my mind' });
    await waitFor(async () => expect(model.card.hash).toBe(priorHash));
  });
});
