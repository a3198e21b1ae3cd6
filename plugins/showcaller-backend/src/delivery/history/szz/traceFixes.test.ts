import { GeneratedRepository } from '../__fixtures__/GeneratedRepository';
import { randomHistory } from '../__fixtures__/randomHistory';
import { expectedLinks } from './__fixtures__/expectedLinks';
import { WrittenRepository } from './__fixtures__/WrittenRepository';
import type { SzzRun, TracedFix } from './SzzRun';
import { traceFixes } from './traceFixes';

jest.setTimeout(120_000);

async function trace(
  run: Partial<SzzRun> & Pick<SzzRun, 'gitDir' | 'target'>,
  signal?: AbortSignal,
) {
  const fixes: TracedFix[] = [];
  let total = 0;
  const complete = await traceFixes(
    { skip: 0, limit: 1_000, budgetMs: 60_000, ...run },
    {
      onTotal: async count => {
        total = count;
      },
      onTraced: async traced => {
        fixes.push(...traced);
      },
    },
    signal,
  );
  return { fixes, total, complete };
}

describe('traceFixes on generated histories', () => {
  it.each([11, 12, 13])(
    'finds for each fix the commits that its lines came from, through renames: seed %d',
    async seed => {
      const repository = GeneratedRepository.create();
      try {
        const commits = randomHistory({ seed, commits: 150 });
        await repository.write(commits);
        const order = [...repository.commits];
        const idOf = new Map(order.map(([sha, { message }]) => [message, sha]));
        const expected = [...expectedLinks(commits)].map(([index, counts]) => [
          idOf.get(commits[index].message),
          Object.fromEntries(
            [...counts].map(([origin, lines]) => [
              idOf.get(commits[origin].message),
              lines,
            ]),
          ),
        ]);
        const { fixes, complete } = await trace({
          gitDir: repository.gitDir,
          target: repository.head(),
        });
        expect(complete).toBe(true);
        expect(fixes.some(({ links }) => links.length > 1)).toBe(true);
        expect(
          Object.fromEntries(
            fixes.map(({ sha, links }) => [
              sha,
              Object.fromEntries(links.map(link => [link.sha, link.lines])),
            ]),
          ),
        ).toEqual(Object.fromEntries(expected));
      } finally {
        repository.remove();
      }
    },
  );

  it('does the rest of a stretch where it left off, and a later stretch alone', async () => {
    const repository = GeneratedRepository.create();
    try {
      await repository.write(randomHistory({ seed: 14, commits: 60 }));
      const { gitDir } = repository;
      const target = repository.head();
      const all = await trace({ gitDir, target });
      const first = await trace({ gitDir, target, limit: 5 });
      expect(first).toMatchObject({ complete: false, total: all.total });
      const rest = await trace({ gitDir, target, skip: 5 });
      expect([...first.fixes, ...rest.fixes]).toEqual(all.fixes);
      const base = all.fixes[3].sha;
      const later = await trace({ gitDir, target, base });
      expect(later.fixes).toEqual(all.fixes.slice(4));
    } finally {
      repository.remove();
    }
  });

  it('stops when it is told to, and when its time is over', async () => {
    const repository = GeneratedRepository.create();
    try {
      await repository.write(randomHistory({ seed: 15, commits: 60 }));
      const run = { gitDir: repository.gitDir, target: repository.head() };
      const { fixes, complete } = await trace({ ...run, budgetMs: 0 });
      expect(fixes).toHaveLength(1);
      expect(complete).toBe(false);
      await expect(trace(run, AbortSignal.abort())).rejects.toThrow();
    } finally {
      repository.remove();
    }
  });
});

describe('traceFixes on written files', () => {
  const repositories: WrittenRepository[] = [];
  const create = () => {
    const repository = WrittenRepository.create();
    repositories.push(repository);
    return repository;
  };
  const traced = async (repository: WrittenRepository) =>
    (await trace({ gitDir: repository.gitDir, target: repository.head() }))
      .fixes;

  afterAll(() => {
    for (const repository of repositories) {
      repository.remove();
    }
  });

  it('looks through whitespace: who indented a line did not write it', async () => {
    const repository = create();
    const inducing = repository.commit('add', { 'a.ts': 'one();\ntwo(1);\n' });
    repository.commit('indent', { 'a.ts': '  one();\n    two(1);\n' });
    const fix = repository.commit('fix two', {
      'a.ts': '  one();\n    two(2);\n',
    });
    expect(await traced(repository)).toMatchObject([
      { sha: fix, links: [{ sha: inducing, lines: 1, method: 'blame' }] },
    ]);
  });

  it('does not count blank lines, comments, tests, texts and generated files', async () => {
    const repository = create();
    const files = (word: string) => ({
      'src/a.go': `package a\n\n// ${word}\nfunc A() {}\n`,
      'src/a_test.go': `package a\n\nvar x = "${word}"\n`,
      'README.md': `${word}\n`,
      'api/a.pb.go': `var generated = "${word}"\n`,
    });
    repository.commit('add', files('one'));
    const fix = repository.commit('fix words', files('two'));
    expect(await traced(repository)).toEqual([
      {
        sha: fix,
        fixedAt: expect.any(String),
        links: [],
        skipped: 'no changed source lines',
      },
    ]);
  });

  it('takes a revert at its word, and a revert of a revert for no fix', async () => {
    const repository = create();
    repository.commit('add', { 'a.ts': 'one();\n' });
    const bad = repository.commit('feat: two', { 'a.ts': 'two();\n' });
    const revert = repository.commit(
      `Revert "feat: two"\n\nThis reverts commit ${bad}.`,
      { 'a.ts': 'one();\n' },
    );
    repository.commit(
      `Revert "Revert "feat: two""\n\nThis reverts commit ${revert}.`,
      { 'a.ts': 'two();\n' },
    );
    expect(await traced(repository)).toMatchObject([
      { sha: revert, links: [{ sha: bad, method: 'revert', lines: 1 }] },
    ]);
  });

  it('believes a conventional message what kind of change it is', async () => {
    const repository = create();
    repository.commit('feat: add a bug tracker', { 'a.ts': 'one();\n' });
    repository.commit('refactor(core)!: fix names', { 'a.ts': 'two();\n' });
    const fix = repository.commit('fix(core): no crash', {
      'a.ts': 'three();\n',
    });
    expect((await traced(repository)).map(({ sha }) => sha)).toEqual([fix]);
  });

  it('passes over the commits that the repository says to ignore', async () => {
    const repository = create();
    const inducing = repository.commit('add', { 'a.ts': 'call(one, two);\n' });
    const format = repository.commit('format', { 'a.ts': 'call(one , two)\n' });
    repository.commit('ignore it', {
      '.git-blame-ignore-revs': `# format\n${format}\n${'f'.repeat(40)}\n`,
    });
    const fix = repository.commit('bugfix', { 'a.ts': 'call(two, one);\n' });
    expect(await traced(repository)).toMatchObject([
      { sha: fix, links: [{ sha: inducing }] },
    ]);
  });

  it('does not trace sweeping fixes', async () => {
    const repository = create();
    const lines = (word: string) => `${word}();\n`.repeat(1_001);
    const many = (word: string) =>
      Object.fromEntries(
        Array.from({ length: 51 }, (_, i) => [`b${i}.ts`, `${word}(${i});\n`]),
      );
    repository.commit('add', { 'a.ts': lines('one'), ...many('one') });
    repository.commit('fix lines', { 'a.ts': lines('two') });
    repository.commit('fix files', many('two'));
    expect((await traced(repository)).map(({ skipped }) => skipped)).toEqual([
      'too many lines',
      'too many files',
    ]);
  });

  it('traces named commits whatever their message says', async () => {
    const repository = create();
    const inducing = repository.commit('add', { 'a.ts': 'one();\n' });
    const sha = repository.commit('handle the other case', {
      'a.ts': 'two();\n',
    });
    const { fixes } = await trace({
      gitDir: repository.gitDir,
      target: repository.head(),
      commits: [sha],
    });
    expect(fixes).toMatchObject([{ sha, links: [{ sha: inducing }] }]);
  });
});
