import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { GitThread } from '../git/GitThread';
import { compareDependencies } from './compareDependencies';

jest.setTimeout(60_000);

/** Commits of whole files, one after another. */
function repositoryOf(...commits: Array<Record<string, string | null>>) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'showcaller-locks-'));
  const gitDir = path.join(folder, 'a.git');
  execFileSync('git', ['init', '-q', '--bare', '-b', 'main', gitDir]);
  let script = '';
  for (const [index, files] of commits.entries()) {
    script += `commit refs/heads/main\nmark :${
      index + 1
    }\ncommitter a <a@example.org> ${1_700_000_000 + index} +0000\ndata 1\nx\n`;
    for (const [name, content] of Object.entries(files)) {
      script +=
        content === null
          ? `D ${name}\n`
          : `M 100644 inline ${name}\ndata ${Buffer.byteLength(
              content,
            )}\n${content}\n`;
    }
    script += '\n';
  }
  const marks = path.join(folder, 'marks');
  const { status, stderr } = spawnSync(
    'git',
    [
      `--git-dir=${gitDir}`,
      'fast-import',
      '--quiet',
      `--export-marks=${marks}`,
    ],
    { input: script },
  );
  expect([status, String(stderr)]).toEqual([0, '']);
  const shas = execFileSync('git', [
    `--git-dir=${gitDir}`,
    'rev-list',
    '--reverse',
    'main',
  ])
    .toString()
    .trim()
    .split('\n');
  return { gitDir, shas, folder };
}

const npm = (versions: Record<string, string>) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: Object.fromEntries(
      Object.entries(versions).map(([name, version]) => [
        `node_modules/${name}`,
        { version },
      ]),
    ),
  });
const goMod = (version: string) =>
  `module x\n\nrequire (\n\tgithub.com/acme/pay ${version}\n)\n`;

describe('compareDependencies', () => {
  const made: string[] = [];
  const setUp = (...commits: Array<Record<string, string | null>>) => {
    const repository = repositoryOf(...commits);
    made.push(repository.folder);
    return repository;
  };

  afterAll(() => {
    for (const folder of made) {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('counts major upgrades and new packages over all lock files that differ', async () => {
    const { gitDir, shas } = setUp(
      {
        'package-lock.json': npm({ react: '17.0.2', lodash: '4.17.20' }),
        'go.mod': goMod('v1.2.0'),
        'src/a.ts': '1',
      },
      {
        'package-lock.json': npm({
          react: '18.2.0',
          lodash: '4.17.21',
          vue: '3.0.0',
        }),
        'go.mod': goMod('v2.0.0'),
        'src/a.ts': '2',
      },
    );
    await expect(
      compareDependencies({ gitDir, base: shas[0], head: shas[1] }),
    ).resolves.toEqual({
      kind: 'compared',
      majors: 2,
      added: 1,
      files: ['go.mod', 'package-lock.json'],
      notes: [],
    });
  });

  it('knows that nothing changed, and that there is nothing to read', async () => {
    const { gitDir, shas } = setUp(
      { 'a.txt': '1' },
      { 'web/yarn.lock': 'react@18:\n  version "18.2.0"\n' },
      { 'a.txt': '2' },
    );
    await expect(
      compareDependencies({ gitDir, base: shas[1], head: shas[2] }),
    ).resolves.toMatchObject({ kind: 'compared', majors: 0, added: 0 });
    await expect(
      compareDependencies({ gitDir, base: shas[0], head: shas[0] }),
    ).resolves.toEqual({ kind: 'none' });
    await expect(
      compareDependencies({ gitDir, base: shas[0], head: shas[1] }),
    ).resolves.toMatchObject({ added: 1 });
  });

  it('takes a move from one lock file to another for no new package', async () => {
    const { gitDir, shas } = setUp(
      { 'yarn.lock': 'react@^18:\n  version "18.2.0"\n' },
      { 'yarn.lock': null, 'package-lock.json': npm({ react: '18.2.0' }) },
    );
    await expect(
      compareDependencies({ gitDir, base: shas[0], head: shas[1] }),
    ).resolves.toMatchObject({ majors: 0, added: 0 });
  });

  it("reads a component's own lock files and those above its folder, not its neighbours'", async () => {
    const { gitDir, shas } = setUp(
      {
        'go.mod': goMod('v1.0.0'),
        'services/pay/package-lock.json': npm({ a: '1.0.0' }),
        'services/cart/package-lock.json': npm({ a: '1.0.0' }),
      },
      {
        'go.mod': goMod('v2.0.0'),
        'services/pay/package-lock.json': npm({ a: '1.0.0', b: '1.0.0' }),
        'services/cart/package-lock.json': npm({ a: '2.0.0', c: '1.0.0' }),
      },
    );
    await expect(
      compareDependencies({
        gitDir,
        base: shas[0],
        head: shas[1],
        folder: 'services/pay',
      }),
    ).resolves.toMatchObject({
      majors: 1,
      added: 1,
      files: ['go.mod', 'services/pay/package-lock.json'],
    });
  });

  it('says which file it cannot read, and counts the others', async () => {
    const { gitDir, shas } = setUp(
      { 'package-lock.json': npm({ a: '1.0.0' }), 'go.mod': goMod('v1.0.0') },
      { 'package-lock.json': '<<<<<<< ours', 'go.mod': goMod('v2.0.0') },
    );
    await expect(
      compareDependencies({ gitDir, base: shas[0], head: shas[1] }),
    ).resolves.toMatchObject({
      majors: 1,
      notes: ['package-lock.json cannot be read'],
    });
    await expect(
      compareDependencies({ gitDir, base: shas[1], head: shas[0] }),
    ).resolves.toMatchObject({ majors: 1, added: 0 });
  });

  it('runs in the thread of git, and tells what git says', async () => {
    const { gitDir, shas } = setUp(
      { 'go.mod': goMod('v1.0.0') },
      { 'go.mod': goMod('v2.0.0') },
    );
    const thread = GitThread.shared();
    await expect(
      thread.compareDependencies({ gitDir, base: shas[0], head: shas[1] }),
    ).resolves.toMatchObject({ majors: 1 });
    await expect(
      thread.compareDependencies({
        gitDir,
        base: 'f'.repeat(40),
        head: shas[1],
      }),
    ).rejects.toThrow(/git diff-tree/);
  });
});
