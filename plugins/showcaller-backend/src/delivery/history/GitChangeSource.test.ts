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

describe.each(databases.eachSupportedId())('GitChangeSource on %s', id => {
  let knex: Knex;
  let repository: GeneratedRepository;
  const rooms: HistoryRoom[] = [];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  beforeEach(() => {
    repository = GeneratedRepository.create('web.git');
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
      logger: mockServices.logger.mock(),
    });
    rooms.push(created.room);
    return created;
  }

  it('gives the facts of a range, importing what is missing first', async () => {
    const history = randomHistory({ seed: 8, commits: 30 });
    await repository.write(history.slice(0, 20));
    const { room } = createRoom();
    const base = repository.head();
    await room.imports.import('shop/web');
    await repository.write(history.slice(20));
    const request = { entityRef: WEB, repository: 'shop/web' };
    expect(await room.changeSource.supports(request)).toBe(true);
    expect(
      await room.changeSource.supports({
        ...request,
        repository: 'shop/plain',
      }),
    ).toBe(false);

    const head = repository.head();
    const range = await room.changeSource.getRange({ ...request, base, head });
    expect(range?.commits.map(facts => facts.sha)).toEqual(
      repository.git('rev-list', `${base}..${head}`).split('\n'),
    );
    expect(range?.withoutFacts).toBe(0);
    expect(range?.note).toBeUndefined();

    const single = await room.changeSource.getRange({ ...request, head });
    expect(single?.commits.map(facts => facts.sha)).toEqual([head]);

    const unknownBase = await room.changeSource.getRange({
      ...request,
      base: 'f'.repeat(40),
      head,
    });
    expect(unknownBase).toMatchObject({
      commits: [{ sha: head }],
      note: expect.stringContaining('does not have the previously deployed'),
    });

    const back = await room.changeSource.getRange({
      ...request,
      base: head,
      head: base,
    });
    expect(back).toMatchObject({
      commits: [],
      note: expect.stringContaining('a step back'),
    });
    expect(
      await room.changeSource.getRange({ ...request, head: 'e'.repeat(40) }),
    ).toBeUndefined();
    expect(
      await room.changeSource.getRange({ ...request, head: 'not-a-sha' }),
    ).toBeUndefined();
  });

  it('takes a merge for the commits that it brings', async () => {
    await repository.write(randomHistory({ seed: 11, commits: 5 }));
    const { author, time } = { author: 'eve', time: 1_800_000_000 };
    await repository.write([
      {
        author,
        time,
        message: 'On a branch',
        branch: 'feature',
        operations: [{ op: 'add', path: 'src/feature.ts', added: 7 }],
      },
    ]);
    await repository.write([
      { author, time, message: 'Merge', merges: 'feature', operations: [] },
    ]);
    const { room } = createRoom();
    const range = await room.changeSource.getRange({
      entityRef: WEB,
      repository: 'shop/web',
      head: repository.head(),
    });
    expect(range).toMatchObject({ commits: [{ la: 7 }], withoutFacts: 1 });
  });

  it('measures a branch that is deployed before it is merged, without touching the state of the default branch', async () => {
    const history = randomHistory({ seed: 9, commits: 20 });
    await repository.write(history);
    await repository.write([
      {
        author: 'eve',
        time: 1_800_000_000,
        message: 'On a branch',
        branch: 'feature',
        operations: [{ op: 'add', path: 'src/feature.ts', added: 7 }],
      },
      {
        author: 'eve',
        time: 1_800_000_100,
        message: 'Merge',
        branch: 'feature',
        merges: 'main',
        operations: [],
      },
    ]);
    const { room } = createRoom();
    const base = repository.head();
    const range = await room.changeSource.getRange({
      entityRef: WEB,
      repository: 'shop/web',
      base,
      head: repository.head('feature'),
    });
    expect(range).toMatchObject({
      commits: [{ la: 7, files: ['src/feature.ts'] }],
      withoutFacts: 1,
    });
    const checkpoint = await knex('history_checkpoint').first();
    expect(checkpoint).toMatchObject({ target_sha: base });
  });

  it('stops waiting when the caller does, and goes on importing', async () => {
    await repository.write(randomHistory({ seed: 10, commits: 10 }));
    const { room } = createRoom();
    const stop = new AbortController();
    const range = room.changeSource.getRange({
      entityRef: WEB,
      repository: 'shop/web',
      head: repository.head(),
      signal: stop.signal,
    });
    stop.abort();
    await expect(range).rejects.toThrow(/still being imported|aborted/);
    expect(await room.imports.import('shop/web')).toBe('done');
  });
});
