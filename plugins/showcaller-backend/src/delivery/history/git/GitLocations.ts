import type { Config } from '@backstage/config';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** Where a configured repository is, after checking that it may be read. */
export type GitLocation =
  | { kind: 'path'; gitDir: string }
  | { kind: 'url'; url: string; mirrorDir: string };

/**
 * Decides which repositories the backend reads: paths below `showcaller.git.root`, and URLs below a prefix in
 * `showcaller.git.allowedUrls`. Annotations come from people who may not see every repository, so anything else
 * is refused.
 */
export class GitLocations {
  readonly #root: string | undefined;
  readonly #allowedUrls: string[];
  readonly #workFolder: string;

  /** @throws InputError when an allowed URL is none. */
  static create(options: { config: Config }): GitLocations {
    return new GitLocations(options.config);
  }

  private constructor(config: Config) {
    this.#root = config.getOptionalString('showcaller.git.root');
    this.#allowedUrls = (
      config.getOptionalStringArray('showcaller.git.allowedUrls') ?? []
    ).map(url => parseUrl(url, 'showcaller.git.allowedUrls'));
    this.#workFolder = path.resolve(
      config.getOptionalString('showcaller.git.workFolder') ??
        path.join(
          config.getOptionalString('backend.workingDirectory') ?? os.tmpdir(),
          'showcaller-git',
        ),
    );
  }

  /**
   * @throws InputError for a location that is neither a path nor a plain URL, NotAllowedError for one outside of what
   * is configured, NotFoundError when there is no repository.
   */
  async locate(location: string): Promise<GitLocation> {
    const wanted = location.trim();
    if (/^[a-z][a-z0-9+.-]*:\/\//i.test(wanted)) {
      return this.#locateUrl(wanted);
    }
    if (/^[^/\\]*:/.test(wanted)) {
      throw new InputError(
        `'${wanted}' is neither a path nor a URL; write ssh://user@host/path instead of user@host:path`,
      );
    }
    return this.#locatePath(wanted);
  }

  #locateUrl(location: string): GitLocation {
    const url = parseUrl(location, 'The repository');
    const allowed = this.#allowedUrls.some(
      prefix =>
        url === prefix ||
        url.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`),
    );
    if (!allowed) {
      throw new NotAllowedError(
        `${url} is below none of the prefixes in showcaller.git.allowedUrls; an operator of this portal can add one.`,
      );
    }
    const name = createHash('sha256').update(url).digest('hex').slice(0, 32);
    return {
      kind: 'url',
      url,
      mirrorDir: path.join(this.#workFolder, `${name}.git`),
    };
  }

  async #locatePath(location: string): Promise<GitLocation> {
    if (!this.#root) {
      throw new NotAllowedError(
        `'${location}' is a path, and showcaller.git.root is not configured: paths are looked up below it.`,
      );
    }
    const segments = location.split(/[/\\]/);
    if (
      location === '' ||
      path.isAbsolute(location) ||
      segments.includes('..') ||
      segments.some(segment => segment.startsWith('-')) ||
      location.includes('\0')
    ) {
      throw new InputError(
        `'${location}' must be a relative path below showcaller.git.root, without '..' and without parts that begin with '-'.`,
      );
    }
    const root = await realpath(this.#root).catch(() => {
      throw new NotFoundError(
        `showcaller.git.root names ${this.#root}, which does not exist.`,
      );
    });
    const folder = await realpath(path.join(root, location)).catch(() => {
      throw new NotFoundError(
        `There is no '${location}' below showcaller.git.root.`,
      );
    });
    for (const gitDir of [folder, path.join(folder, '.git')]) {
      if (await isGitDir(gitDir)) {
        const real = await realpath(gitDir);
        if (!real.startsWith(root + path.sep)) {
          break;
        }
        return { kind: 'path', gitDir: real };
      }
    }
    throw folder.startsWith(root + path.sep)
      ? new NotFoundError(`'${location}' is no git repository.`)
      : new NotAllowedError(
          `'${location}' leads out of showcaller.git.root through a symbolic link.`,
        );
  }
}

async function isGitDir(folder: string): Promise<boolean> {
  try {
    const [objects, head] = await Promise.all([
      stat(path.join(folder, 'objects')),
      stat(path.join(folder, 'HEAD')),
    ]);
    return objects.isDirectory() && head.isFile();
  } catch {
    return false;
  }
}

/** Normalised: `..` resolved, no credentials, query or fragment. */
function parseUrl(text: string, what: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new InputError(`${what}: '${text}' is no URL`);
  }
  if (!['https:', 'ssh:', 'file:'].includes(url.protocol)) {
    throw new InputError(
      `${what}: ${url.protocol}// cannot be read; use https, ssh or file`,
    );
  }
  if (url.password || (url.username && url.protocol !== 'ssh:')) {
    throw new InputError(
      `${what}: a URL must not carry credentials; they come from the integrations in the configuration`,
    );
  }
  if (url.search || url.hash || /%(00|0a|0d)/i.test(url.pathname)) {
    throw new InputError(`${what}: '${text}' must be a plain repository URL`);
  }
  return url.toString().replace(/(.)\/+$/, '$1');
}
