import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../database/openDatabase';
import { createHistoryRoom } from './__fixtures__/createHistoryRoom';
import { GeneratedRepository } from './__fixtures__/GeneratedRepository';
import { randomHistory } from './__fixtures__/randomHistory';
import type { HistoryRoom } from './HistoryRoom';

jest.setTimeout(180_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const WEB = 'component:default/web';
const TABLES = ['change_facts', 'history_checkpoint', 'history_import'];

describe.each(databases.eachSupportedId())('HistoryRoom on %s', id => {
  let knex: Knex;
  let repository: GeneratedRepository;
  const rooms: HistoryRoom[] = [];
  let logger: ReturnType<typeof mockServices.logger.mock>;

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(() => {
    repository = GeneratedRepository.create('web.git');
    logger = mockServices.logger.mock();
  });

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
    repository.remove();
    for (const table of TABLES) {
      await knex(table).delete();
    }
  });

  function createRoom(location?: string) {
    const created = createHistoryRoom({
      knex,
      repository,
      location,
      logger,
    });
    rooms.push(created.room);
    return created;
  }

  const countFacts = async () =>
    Number((await knex('change_facts').count({ rows: '*' }))[0].rows);

  it('imports the history of a component, shows how it stands, and tells the listener', async () => {
    await repository.write(randomHistory({ seed: 1, commits: 60 }));
    const { room, onFactsStored } = createRoom();
    expect(await room.imports.get(WEB)).toBeUndefined();
    expect(await room.imports.request(WEB, 'user:default/ada')).toMatchObject({
      entityRef: WEB,
      repository: 'shop/web',
      status: 'queued',
    });
    expect(await room.imports.import('shop/web')).toBe('done');
    const row = await room.imports.get(WEB);
    expect(row).toMatchObject({
      location: 'web.git',
      status: 'done',
      commitsDone: 60,
      commitsTotal: 60,
      headSha: repository.head(),
      commitsPerSecond: expect.any(Number),
    });
    expect(row?.error).toBeUndefined();
    expect(await room.imports.list()).toEqual([row]);
    expect(onFactsStored).toHaveBeenCalledWith('shop/web', [WEB]);

    const newest = await room.reader.listFacts({
      repository: 'shop/web',
      limit: 25,
    });
    const older = await room.reader.listFacts({
      repository: 'shop/web',
      limit: 100,
      before: newest.at(-1),
    });
    const times = [...newest, ...older].map(facts => facts.committedAt);
    expect(times).toHaveLength(60);
    expect(times).toEqual([...times].sort().reverse());
    expect(
      await room.reader.getFacts('Shop/Web', repository.head()),
    ).toMatchObject({ repository: 'shop/web', sha: repository.head() });
  });

  it('reads only what came since, with the same result as all at once', async () => {
    const history = randomHistory({ seed: 2, commits: 80 });
    await repository.write(history.slice(0, 50));
    const { room } = createRoom();
    await room.imports.import('shop/web');
    await repository.write(history.slice(50));
    await room.imports.import('shop/web');
    expect(await room.imports.get(WEB)).toMatchObject({
      commitsDone: 80,
      commitsTotal: 80,
    });
    const stepwise = await room.reader.listFacts({
      repository: 'shop/web',
      limit: 100,
    });
    for (const table of TABLES) {
      await knex(table).delete();
    }
    await room.imports.import('shop/web');
    expect(
      await room.reader.listFacts({ repository: 'shop/web', limit: 100 }),
    ).toEqual(stepwise);
  });

  it('continues an import that a crash cut off after a checkpoint', async () => {
    const history = randomHistory({ seed: 3, commits: 40 });
    await repository.write(history.slice(0, 25));
    const { room } = createRoom();
    await room.imports.import('shop/web');
    await repository.write(history.slice(25));
    // As a crash leaves it: the state includes 25 of the 40 commits that were to be read.
    await knex('history_checkpoint').update({
      base_sha: null,
      target_sha: repository.head(),
      done: 25,
      complete: false,
    });
    await room.imports.import('shop/web');
    expect(await knex('change_facts').distinct('generation')).toEqual([
      { generation: 1 },
    ]);
    const resumed = await room.reader.listFacts({
      repository: 'shop/web',
      limit: 100,
    });
    await knex('history_checkpoint').delete();
    await room.imports.import('shop/web');
    expect(resumed).toHaveLength(40);
    expect(
      await room.reader.listFacts({ repository: 'shop/web', limit: 100 }),
    ).toEqual(resumed);
  });

  it('starts over when the history was rewritten, and forgets the commits that are gone', async () => {
    await repository.write(randomHistory({ seed: 4, commits: 30 }));
    const { room } = createRoom();
    await room.imports.import('shop/web');
    repository.git('update-ref', '-d', 'refs/heads/main');
    const rewritten = GeneratedRepository.create('web.git');
    await rewritten.write(randomHistory({ seed: 5, commits: 20 }));
    repository.git('fetch', '-q', rewritten.gitDir, 'main:main');
    rewritten.remove();
    expect(await room.imports.import('shop/web')).toBe('done');
    expect(await countFacts()).toBe(20);
    expect(await room.imports.get(WEB)).toMatchObject({ commitsDone: 20 });
  });

  it('notes why an import failed', async () => {
    const { room } = createRoom('../elsewhere.git');
    expect(await room.imports.import('shop/web')).toBe('failed');
    expect(await room.imports.get(WEB)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining("without '..'"),
    });
    await expect(
      room.imports.request('component:default/plain', 'user:default/ada'),
    ).rejects.toThrow(/no annotation showcaller\.io\/git-repository/);
  });

  it('finishes an empty repository with nothing', async () => {
    const { room } = createRoom();
    expect(await room.imports.import('shop/web')).toBe('done');
    expect(await room.imports.get(WEB)).toMatchObject({ commitsDone: 0 });
  });

  it('does an import once when two replicas want it', async () => {
    await repository.write(randomHistory({ seed: 6, commits: 60 }));
    const [one, two] = [createRoom(), createRoom()];
    await knex('history_import').insert({
      repository: 'shop/web',
      location: 'web.git',
      status: 'running',
      commits_done: 0,
      leased_by: 'a replica that died',
      leased_until: '2020-01-01T00:00:00.000Z',
    });
    const outcomes = await Promise.all([
      one.room.imports.import('shop/web'),
      two.room.imports.import('shop/web'),
    ]);
    expect(outcomes).toEqual(['done', 'done']);
    expect(await countFacts()).toBe(60);
    const imported = logger.info.mock.calls.filter(([text]) =>
      text.startsWith('Imported 60 commits'),
    );
    expect(imported).toHaveLength(1);
  });

  it('tells its listener once after a start, for the last process may have died before it did', async () => {
    await repository.write(randomHistory({ seed: 6, commits: 5 }));
    await createRoom().room.imports.import('shop/web');

    const { room, onFactsStored } = createRoom();
    await room.imports.import('shop/web');
    await room.imports.import('shop/web');
    expect(onFactsStored.mock.calls).toEqual([['shop/web', [WEB]]]);
  });

  it('imports at start, and what the catalog comes to name', async () => {
    await repository.write(randomHistory({ seed: 7, commits: 5 }));
    const { room, ownership, onFactsStored } = createRoom();
    const stored = (times: number) =>
      new Promise<void>(resolve => {
        onFactsStored.mockImplementation(() => {
          if (onFactsStored.mock.calls.length >= times) {
            resolve();
          }
        });
      });
    const first = stored(1);
    await room.start();
    await first;
    const second = stored(2);
    ownership.change({
      other: { 'showcaller.io/git-repository': 'web.git' },
    });
    await second;
    expect(onFactsStored).toHaveBeenLastCalledWith('web', [
      'component:default/other',
    ]);
  });
});
