import type { Config } from '@backstage/config';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import type { GitLocation } from './GitLocations';
import { GitRepository } from './GitRepository';
import { runGit } from './runGit';

const CLONE_TIMEOUT_MS = 60 * 60_000;

interface HostCredentials {
  host: string;
  header: string;
}

/**
 * Opens repositories: paths as they are, URLs as bare mirrors in a work folder, cloned once and fetched later.
 * Tokens are those of `integrations.github` and `integrations.gitlab`; they go to git through its environment.
 */
export class GitMirrors {
  readonly #credentials: HostCredentials[];
  readonly #busy = new Map<string, Promise<void>>();

  static create(options: { config: Config }): GitMirrors {
    return new GitMirrors(options.config);
  }

  private constructor(config: Config) {
    this.#credentials = [
      ...readTokens(config, 'github', 'github.com', 'x-access-token'),
      ...readTokens(config, 'gitlab', 'gitlab.com', 'oauth2'),
    ];
  }

  /** The repository as it is here now; clones what is not here yet. */
  async open(location: GitLocation): Promise<GitRepository> {
    if (location.kind === 'path') {
      return GitRepository.at(location.gitDir);
    }
    if (!(await exists(location.mirrorDir))) {
      await this.#alone(location, () => this.#clone(location));
    }
    return GitRepository.at(location.mirrorDir);
  }

  /** The repository with what the remote has now. */
  async openFresh(location: GitLocation): Promise<GitRepository> {
    if (location.kind === 'path' || !(await exists(location.mirrorDir))) {
      return this.open(location);
    }
    await this.#alone(location, () => this.#fetch(location));
    return GitRepository.at(location.mirrorDir);
  }

  /** One clone or fetch of a mirror at a time; who comes meanwhile gets the result of that one. */
  async #alone(
    location: GitLocation & { kind: 'url' },
    work: () => Promise<void>,
  ): Promise<void> {
    const { mirrorDir } = location;
    const current =
      this.#busy.get(mirrorDir) ??
      work().finally(() => this.#busy.delete(mirrorDir));
    this.#busy.set(mirrorDir, current);
    await current;
  }

  async #clone(location: GitLocation & { kind: 'url' }): Promise<void> {
    const { url, mirrorDir } = location;
    await mkdir(path.dirname(mirrorDir), { recursive: true, mode: 0o700 });
    const partial = `${mirrorDir}.${randomUUID()}`;
    try {
      await runGit({
        args: ['clone', '--mirror', '--quiet', '--', url, partial],
        env: this.#environment(url),
        signal: AbortSignal.timeout(CLONE_TIMEOUT_MS),
      });
      await rename(partial, mirrorDir);
    } catch (error) {
      await rm(partial, { recursive: true, force: true });
      // Another process with the same work folder may have been first.
      if (!(await exists(mirrorDir))) {
        throw error;
      }
    }
  }

  async #fetch(location: GitLocation & { kind: 'url' }): Promise<void> {
    await runGit({
      gitDir: location.mirrorDir,
      args: ['fetch', '--prune', '--quiet', 'origin'],
      env: this.#environment(location.url),
      signal: AbortSignal.timeout(CLONE_TIMEOUT_MS),
    });
  }

  #environment(url: string): Record<string, string> {
    const { protocol, host } = new URL(url);
    const credentials = this.#credentials.find(
      candidate => protocol === 'https:' && candidate.host === host,
    );
    return credentials
      ? {
          GIT_CONFIG_COUNT: '1',
          GIT_CONFIG_KEY_0: `http.https://${host}/.extraHeader`,
          GIT_CONFIG_VALUE_0: credentials.header,
        }
      : {};
  }
}

function readTokens(
  config: Config,
  integration: string,
  defaultHost: string,
  user: string,
): HostCredentials[] {
  const entries =
    config.getOptionalConfigArray(`integrations.${integration}`) ?? [];
  return entries.flatMap(entry => {
    const token = entry.getOptionalString('token');
    const basic = Buffer.from(`${user}:${token}`).toString('base64');
    return token
      ? [
          {
            host: entry.getOptionalString('host') ?? defaultHost,
            header: `Authorization: Basic ${basic}`,
          },
        ]
      : [];
  });
}

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}
