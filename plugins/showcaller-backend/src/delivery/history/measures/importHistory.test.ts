import type { ChangeFacts } from '@showcaller/backstage-plugin-showcaller-node';
import { execFileSync } from 'node:child_process';
import { gunzipSync } from 'node:zlib';
import {
  GeneratedRepository,
  type GeneratedCommit,
} from '../__fixtures__/GeneratedRepository';
import { randomHistory } from '../__fixtures__/randomHistory';
import { referenceMeasures } from '../__fixtures__/referenceMeasures';
import {
  importHistory,
  type HistoryCheckpoint,
  type HistoryRun,
} from './importHistory';
import { logArguments, LogParser, type LoggedCommit } from './LogParser';

jest.setTimeout(120_000);

const repositories: GeneratedRepository[] = [];
afterAll(() => repositories.forEach(repository => repository.remove()));

async function generated(commits: GeneratedCommit[]) {
  const repository = GeneratedRepository.create();
  repositories.push(repository);
  await repository.write(commits);
  return repository;
}

async function read(
  repository: GeneratedRepository,
  run: Partial<HistoryRun> = {},
) {
  const facts: ChangeFacts[] = [];
  const checkpoints: HistoryCheckpoint[] = [];
  let total = 0;
  await importHistory(
    {
      gitDir: repository.gitDir,
      repository: 'shop/web',
      target: repository.head(),
      skip: 0,
      salt: 'salt',
      checkpoints: true,
      ...run,
    },
    {
      onTotal: async commits => {
        total = commits;
      },
      onCommits: async commits => {
        facts.push(...commits.map(commit => JSON.parse(commit.facts)));
      },
      onCheckpoint: async checkpoint => {
        checkpoints.push(checkpoint);
      },
    },
  );
  return { facts, checkpoints, total };
}

/** Holds every measure of every commit against the slow reference. */
function expectReference(
  repository: GeneratedRepository,
  facts: ChangeFacts[],
) {
  const order = repository
    .git('rev-list', '--topo-order', '--reverse', '--no-merges', 'main')
    .split('\n');
  const commits = order.flatMap(sha => {
    const commit = repository.commits.get(sha);
    return commit ? [{ sha, ...commit }] : [];
  });
  expect(facts.map(fact => fact.sha)).toEqual(order);
  facts.forEach((fact, i) => {
    const { files, ...numbers } = referenceMeasures(commits, i);
    const actual = Object.fromEntries(
      Object.keys(numbers).map(name => [name, fact[name as keyof ChangeFacts]]),
    );
    const close = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [
        name,
        typeof value === 'number' ? expect.closeTo(value, 9) : value,
      ]),
    );
    expect(actual).toEqual(close);
    expect([...fact.files].sort()).toEqual(files);
  });
}

const commit = (
  operations: GeneratedCommit['operations'],
  more: Partial<GeneratedCommit> = {},
): GeneratedCommit => ({
  author: 'ann',
  time: 1_700_000_000,
  message: 'Work',
  operations,
  ...more,
});

describe('importHistory', () => {
  it.each([1, 2, 3])(
    'computes every measure as a slow reference does, over renames, deletions and binary files (seed %d)',
    async seed => {
      const repository = await generated(randomHistory({ seed, commits: 120 }));
      const { facts, total, checkpoints } = await read(repository);
      expect(total).toBe(120);
      expect(checkpoints).toMatchObject([{ done: 120, complete: true }]);
      expectReference(repository, facts);
    },
  );

  it('leaves merge commits out and keeps the record of a file that a branch changes under its old name', async () => {
    const repository = await generated([
      commit([{ op: 'add', path: 'a.ts', added: 40 }]),
      commit([{ op: 'change', path: 'a.ts', added: 2, deleted: 1 }], {
        branch: 'feature',
        author: 'bob',
        time: 1_700_086_400,
      }),
      commit([{ op: 'rename', from: 'a.ts', path: 'b.ts', added: 1 }], {
        time: 1_700_172_800,
      }),
      commit([], { merges: 'feature', time: 1_700_200_000 }),
      commit([{ op: 'change', path: 'b.ts', added: 1, deleted: 0 }], {
        author: 'cid',
        time: 1_700_259_200,
      }),
    ]);
    const { facts } = await read(repository);
    expect(facts).toHaveLength(4);
    const onBranch = facts.find(fact => fact.la === 2);
    expect(onBranch).toMatchObject({
      files: ['a.ts'],
      lt: 40,
      ndev: 2,
      nuc: 2,
    });
    expect(facts.at(-1)).toMatchObject({
      files: ['b.ts'],
      lt: 41,
      ndev: 2,
      nuc: 3,
      age: 1,
    });
  });

  it('keeps records apart when another file takes over a name', async () => {
    const repository = await generated([
      commit([
        { op: 'add', path: 'x', added: 10 },
        { op: 'add', path: 'y', added: 90 },
      ]),
      commit([{ op: 'rename', from: 'x', path: 'moved', added: 0 }]),
      commit([{ op: 'rename', from: 'y', path: 'x', added: 0 }]),
      commit([
        { op: 'change', path: 'x', added: 1, deleted: 0 },
        { op: 'change', path: 'moved', added: 1, deleted: 0 },
      ]),
    ]);
    const { facts } = await read(repository);
    expect(facts[1]).toMatchObject({ nf: 0, la: 0, ndev: 0, files: [] });
    expect(facts[3]).toMatchObject({
      files: ['moved', 'x'],
      linesBefore: [10, 90],
    });
  });

  it('reads paths that are not UTF-8, with the bytes written out', async () => {
    const repository = await generated([
      commit([
        { op: 'add', path: 'caf\\xe9/na\\xff.txt', added: 3 },
        { op: 'add', path: 'smörgås/日本.txt', added: 1 },
      ]),
      commit([
        { op: 'change', path: 'caf\\xe9/na\\xff.txt', added: 1, deleted: 0 },
      ]),
    ]);
    const { facts } = await read(repository);
    expect(facts[0].files).toEqual([
      'caf\\xe9/na\\xff.txt',
      'smörgås/日本.txt',
    ]);
    expect(facts[1]).toMatchObject({ lt: 3, nuc: 2, sexp: 1 });
  });

  it('measures a commit of 20,000 files and lists the 1,000 that changed most', async () => {
    const files = Array.from({ length: 20_000 }, (_, i) => ({
      op: 'add' as const,
      path: `m${i % 7}/d${i % 300}/f${i}.ts`,
      added: i === 12_345 ? 50 : 1,
    }));
    const repository = await generated([
      commit(files),
      commit(
        files.map(({ path }) => ({ op: 'change', path, added: 1, deleted: 0 })),
        { author: 'bob', time: 1_700_864_000 },
      ),
    ]);
    const { facts } = await read(repository);
    expect(facts[0]).toMatchObject({
      nf: 20_000,
      la: 20_049,
      lt: 0,
      ns: 7,
      exp: 20_000,
    });
    expect(facts[0].files).toHaveLength(1_000);
    expect(facts[0].files).toContain('m4/d45/f12345.ts');
    expect(facts[1]).toMatchObject({
      nf: 20_000,
      lt: 20_049,
      ndev: 2,
      nuc: 40_000,
      age: 10,
    });
  });

  it('continues from a checkpoint as if it had never stopped', async () => {
    const history = randomHistory({ seed: 9, commits: 150 });
    const repository = await generated(history.slice(0, 90));
    const first = await read(repository);
    const base = repository.head();
    await repository.write(history.slice(90));
    const [checkpoint] = first.checkpoints;
    const second = await read(repository, { base, state: checkpoint.state });
    expect(second.total).toBe(60);
    const whole = await read(repository);
    expect([...first.facts, ...second.facts]).toEqual(whole.facts);
  });

  it('hashes authors with the salt and keeps no address anywhere', async () => {
    const repository = await generated(randomHistory({ seed: 4, commits: 10 }));
    const { facts, checkpoints } = await read(repository);
    const other = await read(repository, { salt: 'another' });
    expect(facts[0].authorHash).toMatch(/^[0-9a-f]{32}$/);
    expect(facts[0].authorHash).not.toBe(other.facts[0].authorHash);
    const kept = JSON.stringify(facts) + gunzipSync(checkpoints[0].state);
    expect(kept).not.toContain('example.org');
  });

  it('says what git said when the history cannot be read', async () => {
    const repository = await generated([commit([])]);
    await expect(read(repository, { target: '0'.repeat(40) })).rejects.toThrow(
      /git rev-list: fatal: bad object/,
    );
    await expect(
      read(repository, { state: new Uint8Array([1, 2, 3]) }),
    ).rejects.toThrow();
  });
});

describe('LogParser', () => {
  it('gives the same commits however the bytes are cut', async () => {
    const repository = await generated(randomHistory({ seed: 5, commits: 40 }));
    const bytes = execFileSync(
      'git',
      [`--git-dir=${repository.gitDir}`, ...logArguments],
      { input: repository.git('rev-list', 'main') },
    );
    const parse = (size: number) => {
      const parser = LogParser.create();
      const commits: LoggedCommit[] = [];
      for (let i = 0; i < bytes.length; i += size) {
        commits.push(...parser.push(bytes.subarray(i, i + size)));
      }
      return [...commits, ...parser.end()];
    };
    const whole = parse(bytes.length);
    expect(whole).toHaveLength(40);
    for (const size of [1, 7, 64, 1_000]) {
      expect(parse(size)).toEqual(whole);
    }
  });

  it('refuses output that ends too early or begins with something else', () => {
    const cut = LogParser.create();
    expect([...cut.push(Buffer.from('\x01abc\x0012'))]).toEqual([]);
    expect(() => [...cut.end()]).toThrow(/ended in the middle/);
    const odd = LogParser.create();
    expect(() => [...odd.push(Buffer.from('1\t2\tpath\0'))]).toThrow(
      /does not begin with a commit/,
    );
  });
});
