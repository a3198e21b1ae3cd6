import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { migrationsDirectory } from '../../../database/openDatabase';
import { hashOf, newModel } from '../__fixtures__/newModel';
import { DatabaseAuditLog } from '../../../audit';
import { DatabaseModelStore } from './DatabaseModelStore';
import { ModelRegistry } from './ModelRegistry';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const PIA = { by: 'user:default/pia', reason: 'asked for' };
const US = { by: 'showcaller', reason: 'log loss 0.31 against 0.35' };

describe.each(databases.eachSupportedId())('ModelRegistry on %s', id => {
  async function setUp() {
    const knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
    const clock = { now: Date.parse('2026-11-20T10:00:00Z') };
    const store = DatabaseModelStore.create({ knex });
    const auditor = mockServices.auditor.mock();
    const audited = { success: jest.fn(), fail: jest.fn() };
    auditor.createEvent.mockResolvedValue(audited);
    const create = () =>
      ModelRegistry.create({
        store,
        auditor,
        audit: DatabaseAuditLog.create({ knex }),
        // Each change happens a second after the one before.
        now: () => new Date((clock.now += 1000)),
      });
    const registry = create();
    await registry.enterShipped(
      newModel('prior', { id: 'prior', origin: 'shipped', rung: 'prior' }),
    );
    const statuses = async () =>
      Object.fromEntries(
        (await store.list()).map(({ version, status }) => [version, status]),
      );
    return { knex, store, registry, create, statuses, auditor, audited };
  }

  it('begins with the shipped model as champion, entered once however often a process starts', async () => {
    const { registry, statuses } = await setUp();
    await registry.enterShipped(
      newModel('prior', { id: 'prior', origin: 'shipped', rung: 'prior' }),
    );
    expect(await statuses()).toEqual({ prior: 'champion' });
    expect(await registry.getChampion()).toMatchObject({
      hash: hashOf('prior'),
      statusReason: 'Came with the package',
      statusChangedBy: 'showcaller',
    });
  });

  it('lets a newer shipped model replace a shipped one, but not one that was learned here', async () => {
    const { registry, statuses } = await setUp();
    await registry.enterShipped(
      newModel('prior2', { id: 'prior', origin: 'shipped', rung: 'prior' }),
    );
    expect(await statuses()).toEqual({ prior: 'retired', prior2: 'champion' });

    await registry.enter(newModel('a'), 'challenger', US);
    await registry.promote(hashOf('a'), US);
    await registry.enterShipped(
      newModel('prior3', { id: 'prior', origin: 'shipped', rung: 'prior' }),
    );
    expect(await statuses()).toMatchObject({
      a: 'champion',
      prior3: 'retired',
    });
  });

  it('writes each change into the audit log with it, and nothing when there was none', async () => {
    const { knex, registry } = await setUp();
    await registry.enter(newModel('a'), 'challenger', US);
    await registry.promote(hashOf('a'), US);
    await expect(registry.promote(hashOf('a'), US)).rejects.toThrow(
      'serves already',
    );
    await registry.rollBack(US);
    await expect(
      knex('audit_entry').orderBy('seq').select('actor', 'action', 'subject'),
    ).resolves.toEqual([
      {
        actor: 'showcaller',
        action: 'model.entered',
        subject: `model:${hashOf('prior')}`,
      },
      {
        actor: US.by,
        action: 'model.entered',
        subject: `model:${hashOf('a')}`,
      },
      {
        actor: US.by,
        action: 'model.promoted',
        subject: `model:${hashOf('a')}`,
      },
      {
        actor: US.by,
        action: 'model.rolled-back',
        subject: `model:${hashOf('prior')}`,
      },
    ]);
    const texts = await knex('audit_text').pluck('text');
    expect(texts).toContain(US.reason);
  });

  it('keeps a model as it was given', async () => {
    const { registry, store } = await setUp();
    const model = newModel('a', {
      parent: hashOf('prior'),
      labelSource: 'deployments',
      trainingWindow: {
        from: '2026-09-01T00:00:00.000Z',
        to: '2026-11-01T00:00:00.000Z',
      },
      metrics: { rows: 20, positives: 4, rocAuc: 0.8 },
      controls: { linesAdded: { rows: 20, positives: 4, rocAuc: 0.7 } },
    });
    const entered = await registry.enter(model, 'challenger', US);
    expect(entered).toMatchObject({
      parent: model.parent,
      labelSource: 'deployments',
      trainingWindow: model.trainingWindow,
      metrics: model.metrics,
      controls: model.controls,
      status: 'challenger',
      statusReason: US.reason,
    });
    const files = await store.getFiles(model.hash);
    expect(files).toEqual({ file: '{}', onnx: new Uint8Array([1, 2, 3]) });
    await expect(registry.enter(model, 'challenger', US)).rejects.toThrow(
      'already holds a model with the hash',
    );
  });

  it('promotes: the old champion retires, both say why, since when and by whom', async () => {
    const { registry, auditor, audited } = await setUp();
    await registry.enter(newModel('a'), 'challenger', US);
    const heard = jest.fn();
    registry.onChanged(heard);
    const promoted = await registry.promote(hashOf('a'), PIA);
    expect(heard).toHaveBeenCalledTimes(1);
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'model-promote',
        meta: expect.objectContaining({ ...PIA, hash: hashOf('a') }),
      }),
    );
    expect(audited.success).toHaveBeenCalledTimes(1);
    expect(promoted).toMatchObject({
      status: 'champion',
      statusReason: 'asked for',
      statusChangedBy: 'user:default/pia',
      statusChangedAt: expect.stringMatching(/^2026-11-20T10:00/),
    });
    expect(await registry.get(hashOf('prior'))).toMatchObject({
      status: 'retired',
      statusReason: 'Replaced by local a: asked for',
    });
  });

  it('goes back to the champion before, and once more further back', async () => {
    const { registry, statuses } = await setUp();
    for (const name of ['a', 'b']) {
      await registry.enter(newModel(name), 'challenger', US);
      await registry.promote(hashOf(name), US);
    }
    expect(await registry.rollBack(PIA)).toMatchObject({
      version: 'a',
      statusReason: 'Rolled back from local b: asked for',
    });
    expect(await registry.rollBack(PIA)).toMatchObject({ version: 'prior' });
    expect(await statuses()).toEqual({
      prior: 'champion',
      a: 'rejected',
      b: 'rejected',
    });
    await expect(registry.rollBack(PIA)).rejects.toThrow(
      'No model served before prior prior',
    );
  });

  it('refuses to promote what is unknown, serves already, or was decided about another champion', async () => {
    const { registry } = await setUp();
    await registry.enter(newModel('a'), 'challenger', US);
    await expect(registry.promote(hashOf('x'), US)).rejects.toThrow(
      'has no model x000',
    );
    await expect(registry.promote(hashOf('prior'), US)).rejects.toThrow(
      'prior prior serves already',
    );
    await expect(
      registry.promote(hashOf('a'), US, { expected: hashOf('b') }),
    ).rejects.toThrow('Another model was promoted meanwhile');
    expect((await registry.getChampion()).version).toBe('prior');
  });

  it('has exactly one champion when two replicas promote at the same time', async () => {
    const { registry, create, store } = await setUp();
    await registry.enter(newModel('a'), 'challenger', US);
    await registry.enter(newModel('b'), 'challenger', US);
    await Promise.all([
      registry.promote(hashOf('a'), US),
      create().promote(hashOf('b'), US),
    ]);
    expect(await store.listByStatus('champion')).toHaveLength(1);
  });

  it('holds a second champion off in the database itself', async () => {
    const { knex, registry } = await setUp();
    await registry.enter(newModel('a'), 'challenger', US);
    // The driver's errors come from outside of jest's context and are no Error there.
    const said = await knex('risk_model')
      .where({ hash: hashOf('a') })
      .update({ status: 'champion' })
      .then(() => 'done', String);
    expect(said).toMatch(/unique/i);
  });

  it('rejects challengers only, counts versions on, and forgets what never served', async () => {
    const { registry, store, statuses } = await setUp();
    await registry.enter(newModel('7'), 'challenger', US);
    await registry.reject(hashOf('7'), US);
    await registry.reject(hashOf('prior'), US);
    expect(await statuses()).toEqual({ prior: 'champion', '7': 'rejected' });
    expect(await store.nextVersion('local')).toBe('8');
    expect(await store.nextVersion('other')).toBe('1');
    expect(await store.deleteRejected(new Date('2026-11-21'))).toBe(1);
    expect(await statuses()).toEqual({ prior: 'champion' });
  });
});
