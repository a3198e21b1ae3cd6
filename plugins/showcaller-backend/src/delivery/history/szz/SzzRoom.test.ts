import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../../database/openDatabase';
import { DatabaseChangeFactsStore } from '../DatabaseChangeFactsStore';
import { GitRepository } from '../git';
import { importHistory } from '../measures/importHistory';
import { WrittenRepository } from './__fixtures__/WrittenRepository';
import { SzzRoom } from './SzzRoom';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
const repository = 'shop/web';

describe.each(databases.eachSupportedId())('SzzRoom on %s', id => {
  let knex: Knex;
  const rooms: SzzRoom[] = [];
  const written: WrittenRepository[] = [];

  beforeAll(async () => {
    knex = await databases.init(id);
    await knex.migrate.latest({ directory: migrationsDirectory });
  });

  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
    for (const one of written.splice(0)) {
      one.remove();
    }
    for (const table of [
      'szz_link',
      'szz_pass',
      'szz_repair',
      'change_facts',
    ]) {
      await knex(table).delete();
    }
  });

  function setUp(
    options: { fixes?: number; changeMaturityDays?: number } = {},
  ) {
    const { fixes = 100, changeMaturityDays = 90 } = options;
    const state = {
      git: WrittenRepository.create(),
      now: new Date('2026-06-01T00:00:00Z'),
      head: undefined as string | undefined,
    };
    written.push(state.git);
    const facts = DatabaseChangeFactsStore.create({ knex });
    const room = SzzRoom.create({
      knex,
      facts,
      config: mockServices.rootConfig({
        data: { showcaller: { risk: { labels: { changeMaturityDays } } } },
      }),
      logger: mockServices.logger.mock(),
      repositories: () => [repository],
      open: async () => ({
        git: GitRepository.at(state.git.gitDir),
        head: state.head ?? state.git.head(),
      }),
      limits: { fixes, ms: 60_000 },
      now: () => state.now,
    });
    rooms.push(room);
    const trace = async () => {
      await importHistory(
        {
          gitDir: state.git.gitDir,
          repository,
          target: state.git.head(),
          skip: 0,
          salt: 'salt',
          checkpoints: false,
        },
        {
          onTotal: async () => {},
          onCommits: commits =>
            facts.put({ repository, generation: 1 }, commits),
          onCheckpoint: async () => {},
        },
      );
      room.service.request(repository);
      await room.service.idle();
      return room.service.get(repository);
    };
    const links = () =>
      knex('szz_link')
        .orderBy(['fixed_at', 'inducing_sha'])
        .select('fix_sha', 'inducing_sha', 'lines', 'method');
    return { room, state, trace, links };
  }

  /** Two changes, the second of which is repaired. */
  function write(git: WrittenRepository) {
    const clean = git.commit('add', { 'a.ts': 'one();\n', 'b.ts': 'x();\n' });
    const faulty = git.commit('more', { 'b.ts': 'x();\ny();\n' });
    const fix = git.commit('fix y', { 'b.ts': 'x();\nz();\n' });
    return { clean, faulty, fix };
  }

  it('stores what fixes lead back to, and goes on from there', async () => {
    const { state, trace, links } = setUp();
    const { faulty, fix } = write(state.git);
    expect(await trace()).toMatchObject({
      status: 'done',
      base: fix,
      fixes: 1,
      // The time of its newest commit.
      coveredUntil: new Date(
        state.git.git('log', '-1', '--format=%cI'),
      ).toISOString(),
    });
    expect(await links()).toEqual([
      { fix_sha: fix, inducing_sha: faulty, lines: 1, method: 'blame' },
    ]);
    const again = state.git.commit('fix z', { 'b.ts': 'x();\nzz();\n' });
    expect(await trace()).toMatchObject({ base: again, fixes: 2 });
    expect(await links()).toHaveLength(2);
    expect(await trace()).toMatchObject({ base: again, fixes: 2 });
  });

  it('does a long history in pieces with the same result', async () => {
    const { state, trace, links } = setUp({ fixes: 2 });
    for (let i = 0; i < 7; i++) {
      state.git.commit(`fix ${i}`, { 'a.ts': `call(${i});\n` });
    }
    expect(await trace()).toMatchObject({
      status: 'done',
      fixes: 7,
      skipped: { 'first commit': 1 },
    });
    expect(await links()).toHaveLength(6);
  });

  it('starts over when the history was rewritten', async () => {
    const { state, trace, links } = setUp();
    write(state.git);
    await trace();
    const rewritten = WrittenRepository.create();
    written.push(rewritten);
    state.git = rewritten;
    const inducing = rewritten.commit('other', { 'c.ts': 'one();\n' });
    const fix = rewritten.commit('fix other', { 'c.ts': 'two();\n' });
    expect(await trace()).toMatchObject({ base: fix, fixes: 1 });
    expect(await links()).toMatchObject([
      { fix_sha: fix, inducing_sha: inducing },
    ]);
  });

  it('drops links to sweeping changes', async () => {
    const { state, trace, links } = setUp();
    state.git.commit(
      'import everything',
      Object.fromEntries(
        Array.from({ length: 101 }, (_, i) => [`f${i}.ts`, `one(${i});\n`]),
      ),
    );
    state.git.commit('fix f7', { 'f7.ts': 'two();\n' });
    expect(await trace()).toMatchObject({ fixes: 1 });
    expect(await links()).toEqual([]);
  });

  it('traces once what deployments showed to be repairs', async () => {
    const { room, state, trace, links } = setUp();
    const inducing = state.git.commit('add', { 'a.ts': 'one();\n' });
    const repair = state.git.commit('the other case', { 'a.ts': 'two();\n' });
    const repairs = jest.fn(async () => [repair, 'f'.repeat(40)]);
    room.setRepairs(repairs);
    await trace();
    await trace();
    expect(repairs).toHaveBeenCalledWith(repository);
    expect(await links()).toEqual([
      { fix_sha: repair, inducing_sha: inducing, lines: 1, method: 'blame' },
    ]);
    expect(await knex('szz_repair').pluck('sha')).toEqual([repair]);
  });

  it('labels changes of both classes only up to the same day', async () => {
    const { room, state, trace } = setUp({ changeMaturityDays: 10 });
    const { clean, faulty, fix } = write(state.git);
    const times = [clean, faulty, fix].map(sha =>
      state.git.git('log', '-1', '--format=%cI', sha),
    );
    expect(times).toHaveLength(3);
    // The second change is exactly ten days older than the newest commit, the fix is younger.
    state.git.skipDays(8);
    state.git.commit('later', { 'c.ts': 'later();\n' });
    await trace();
    expect(await room.labels.listChangeLabels()).toEqual([
      {
        repository,
        sha: clean,
        committedAt: new Date(times[0]).toISOString(),
        label: 0,
      },
      {
        repository,
        sha: faulty,
        committedAt: new Date(times[1]).toISOString(),
        label: 1,
      },
    ]);
    expect(await room.labels.countChangeLabels()).toEqual({
      labels: 2,
      positives: 1,
    });
    const outcomes = await room.labels.outcomesOfChanges(repository, [
      clean,
      faulty,
      fix,
      'f'.repeat(40),
    ]);
    expect(outcomes).toEqual(
      new Map([
        [clean, 'clean'],
        [faulty, 'failed'],
        [fix, 'pending'],
      ]),
    );
  });

  it('ends when it is cancelled, keeps what it found, and goes on when it is asked to', async () => {
    const { room, state, trace, links } = setUp();
    const { fix, faulty } = write(state.git);
    room.setRepairs(async () => {
      room.service.cancel(repository);
      return [faulty];
    });
    expect(await trace()).toMatchObject({ status: 'cancelled', base: fix });
    expect(await links()).toHaveLength(1);

    room.setRepairs(async () => []);
    await room.service.requestAll();
    await room.service.idle();
    expect(await room.service.list()).toMatchObject([{ status: 'cancelled' }]);
    room.service.request(repository);
    await room.service.idle();
    expect(await room.service.list()).toMatchObject([{ status: 'done' }]);
  });

  it('notes why a history cannot be read', async () => {
    const { room, state } = setUp();
    state.head = 'f'.repeat(40);
    room.service.request(repository);
    await room.service.idle();
    expect(await room.service.list()).toMatchObject([
      { status: 'failed', error: expect.stringContaining('git log') },
    ]);
  });
});
