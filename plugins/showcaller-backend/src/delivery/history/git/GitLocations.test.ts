import { mockServices } from '@backstage/backend-test-utils';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { GitLocations } from './GitLocations';
import { GitMirrors } from './GitMirrors';

const folder = mkdtempSync(path.join(os.tmpdir(), 'showcaller-locations-'));
const root = path.join(folder, 'root');
const outside = path.join(folder, 'outside.git');

function init(gitDir: string, ...options: string[]) {
  execFileSync('git', ['init', '-q', ...options, gitDir]);
}

beforeAll(() => {
  mkdirSync(root);
  init(path.join(root, 'shop/web.git'), '--bare');
  init(path.join(root, 'worktree'));
  init(outside, '--bare');
  mkdirSync(path.join(root, 'empty'));
  symlinkSync(outside, path.join(root, 'link.git'));
  symlinkSync(path.join(root, 'shop/web.git'), path.join(root, 'inside.git'));
  mkdirSync(path.join(root, 'sneaky'));
  symlinkSync(outside, path.join(root, 'sneaky/.git'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const configOf = (git: object) =>
  mockServices.rootConfig({ data: { showcaller: { git } } });
const locations = (git: object = { root }) =>
  GitLocations.create({ config: configOf(git) });

describe('paths', () => {
  it.each([
    ['shop/web.git', 'shop/web.git'],
    ['worktree', 'worktree/.git'],
    ['inside.git', 'shop/web.git'],
  ])('finds %s below the root', async (location, gitDir) => {
    expect(await locations().locate(location)).toEqual({
      kind: 'path',
      gitDir: path.join(root, gitDir),
    });
  });

  it.each([
    ['../outside.git', /without '\.\.'/],
    ['shop/../../outside.git', /without '\.\.'/],
    [outside, /must be a relative path/],
    ['--upload-pack=touch', /parts that begin with '-'/],
    ['', /must be a relative path/],
    ['link.git', /leads out of showcaller\.git\.root/],
    ['sneaky', /no git repository/],
    ['empty', /no git repository/],
    ['missing', /There is no 'missing'/],
    ['ext::sh -c true', /neither a path nor a URL/],
    ['git@host:shop/web.git', /write ssh:/],
  ])('refuses %s', async (location, message) => {
    await expect(locations().locate(location)).rejects.toThrow(message);
  });

  it('refuses paths while no root is configured', async () => {
    await expect(locations({}).locate('shop/web.git')).rejects.toThrow(
      /showcaller\.git\.root is not configured/,
    );
  });
});

describe('URLs', () => {
  const allowed = {
    allowedUrls: ['https://github.com/acme', 'ssh://git@host.example/repos/'],
    workFolder: path.join(folder, 'work'),
  };

  it.each([
    'https://github.com/acme/web.git',
    'ssh://git@host.example/repos/web',
  ])('takes %s from below an allowed prefix', async url => {
    expect(await locations(allowed).locate(url)).toEqual({
      kind: 'url',
      url,
      mirrorDir: expect.stringMatching(/work\/[0-9a-f]{32}\.git$/),
    });
  });

  it.each([
    ['https://github.com/acme-evil/web', /below none of the prefixes/],
    ['https://github.com/acme/../evil/web', /below none of the prefixes/],
    ['https://github.com.evil.example/acme/web', /below none of the prefixes/],
    ['http://github.com/acme/web', /cannot be read; use https, ssh or file/],
    ['ext://sh/acme', /cannot be read/],
    ['https://user:secret@github.com/acme/web', /must not carry credentials/],
    ['https://github.com/acme/web?x=1', /plain repository URL/],
    ['https://', /is no URL/],
  ])('refuses %s', async (url, message) => {
    await expect(locations(allowed).locate(url)).rejects.toThrow(message);
  });
});

describe('GitMirrors', () => {
  it('clones a URL once and fetches what came since', async () => {
    const source = path.join(root, 'shop/web.git');
    const commit = (message: string) =>
      execFileSync(
        'git',
        [`--git-dir=${source}`, 'fast-import', '--quiet', '--force'],
        {
          input: `commit refs/heads/main\ncommitter A <a@example.org> 1700000000 +0000\ndata ${message.length}\n${message}\n`,
        },
      );
    execFileSync('git', [
      `--git-dir=${source}`,
      'symbolic-ref',
      'HEAD',
      'refs/heads/main',
    ]);
    commit('one');
    const config = configOf({
      allowedUrls: [`file://${root}`],
      workFolder: path.join(folder, 'work'),
    });
    const location = await GitLocations.create({ config }).locate(
      `file://${source}`,
    );
    const mirrors = GitMirrors.create({ config });
    const [here, again] = await Promise.all([
      mirrors.open(location),
      mirrors.open(location),
    ]);
    expect(here.gitDir).toBe(again.gitDir);
    const first = await here.head();
    expect(first).toMatch(/^[0-9a-f]{40}$/);
    commit('two');
    expect(await (await mirrors.open(location)).head()).toBe(first);
    expect(await (await mirrors.openFresh(location)).head()).not.toBe(first);
  });

  it('says what git said when a URL cannot be cloned, and leaves nothing behind', async () => {
    const config = configOf({
      allowedUrls: [`file://${root}`],
      workFolder: path.join(folder, 'work'),
    });
    const location = await GitLocations.create({ config }).locate(
      `file://${root}/nothing.git`,
    );
    await expect(GitMirrors.create({ config }).open(location)).rejects.toThrow(
      /git clone: .*nothing\.git/s,
    );
  });
});
