import { TestDatabases } from '@backstage/backend-test-utils';
import { riskFeatures } from '@showcaller/engine/risk';
import { commit } from '../__fixtures__/commit';
import { waitFor } from '../__fixtures__/waitFor';
import type { ChangeLabel, LabelReader } from '../labels/types';
import { labelsOf, storeAssessments } from './__fixtures__/storeAssessments';
import { syntheticRows } from './__fixtures__/syntheticRows';
import {
  createLearningRoom,
  priorHash,
} from './__testUtils__/createLearningRoom';
import { LearningHarness } from './__testUtils__/LearningHarness';
import { ROW_WIDTH, sliceRows } from './rows/DatedRows';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PIA = 'user:default/pia';

describe.each(databases.eachSupportedId())('LearningRoom on %s', id => {
  const harness = LearningHarness.create(databases, id);
  afterEach(() => harness.stop());

  it('climbs: trains on matured deployments, promotes, serves the result and back-tests it', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600, everyHours: 3 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model, signals, auditor } = await harness.start({
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
    expect(await harness.finished(room, run.id)).toMatchObject({
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
    expect(await harness.finished(room, again.id)).toMatchObject({
      status: 'succeeded',
      outcome: 'Nothing new: the same model as version 1',
    });
    expect(await room.training.checkSchedule()).toBeUndefined();
    expect(await room.training.checkDue()).toBeUndefined();
  });

  it('begins with changes from git history, and goes over to deployments as soon as they suffice', async () => {
    const knex = await harness.openDatabase();
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
    const { room, model } = await harness.start({
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
    expect(await harness.finished(room, first?.id)).toMatchObject({
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
    expect(await harness.finished(room, second?.id)).toMatchObject({
      status: 'succeeded',
    });
    expect((await room.health.get()).versions[0]).toMatchObject({
      labelSource: 'deployments',
      trainingRows: 200,
    });
  });

  it('says in words why it does not train, and keeps serving', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 80 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const clean = labelsOf({ ...rows, labels: rows.labels.map(() => 0) });
    const { room, model } = await harness.start({
      knex,
      labels: {
        ...clean,
        // More failures are counted than there are scored deployments of.
        countMatured: labelsOf(rows).countMatured,
      },
    });
    const run = await room.training.request({ trigger: 'person' });
    expect(await harness.finished(room, run.id)).toMatchObject({
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

  it('waits for a person where it may not promote by itself', async () => {
    const knex = await harness.openDatabase();
    const rows = syntheticRows({ seed: 3, count: 600 });
    await storeAssessments({ knex, rows, modelHash: priorHash });
    const { room, model } = await harness.start({
      knex,
      labels: labelsOf(rows),
      risk: { autoPromote: false },
    });
    const run = await room.training.request({ trigger: 'person' });
    const { outcome, modelHash = '' } = await harness.finished(room, run.id);
    expect(outcome).toContain('showcaller.risk.autoPromote is off');
    expect(model.card.hash).toBe(priorHash);

    await room.registry.promote(modelHash, { by: PIA, reason: 'looks good' });
    await waitFor(async () => expect(model.card.hash).toBe(modelHash));
    await room.registry.rollBack({ by: PIA, reason: 'changed my mind' });
    await waitFor(async () => expect(model.card.hash).toBe(priorHash));
  });
});
