import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { GitThread } from './GitThread';
import { GitError } from './runGitHere';

describe('GitThread', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'git-thread-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('answers several commands at once, each its own', async () => {
    const git = GitThread.shared();

    const [version, path1] = await Promise.all([
      git.run({ args: ['--version'] }),
      git.run({ args: ['init', '--bare', '--quiet', folder] }),
    ]);

    expect(version).toMatch(/^git version/);
    expect(path1).toBe('');
    await expect(
      git.run({
        gitDir: folder,
        args: ['hash-object', '--stdin'],
        input: 'hello\n',
      }),
    ).resolves.toBe('ce013625030ba8dba906f756967f9e9ca394464a\n');
  });

  it("hands on git's own error with its exit code", async () => {
    const error = await GitThread.shared()
      .run({ gitDir: folder, args: ['rev-parse', 'HEAD'] })
      .catch((problem: unknown) => problem);

    expect(error).toBeInstanceOf(GitError);
    expect((error as GitError).exitCode).toBe(128);
    expect((error as GitError).message).toContain('git rev-parse');
  });

  it('ends a command that nobody waits for any more', async () => {
    const controller = new AbortController();
    // Waits for input that never comes to an end.
    const running = GitThread.shared().run({
      args: ['cat-file', '--batch'],
      gitDir: folder,
      signal: controller.signal,
    });
    controller.abort();

    await expect(running).rejects.toThrow();
  });

  it('refuses a command whose caller has given up already', () => {
    expect(() =>
      GitThread.shared().run({
        args: ['--version'],
        signal: AbortSignal.abort(),
      }),
    ).toThrow('aborted');
  });
});
