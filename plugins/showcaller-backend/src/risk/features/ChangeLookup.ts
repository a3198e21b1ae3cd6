import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  ChangeFacts,
  ChangeRange,
  ChangeSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { touchesFolder } from '../../ownership';
import type { FeatureRequest } from './FeatureCollector';
import { OncePerRequest } from './OncePerRequest';

const SHORT_SHA = 8;

/** The commits that a request is about, or why they are not known. */
export type FoundChanges =
  | {
      /** All commits of the range with facts, newest first. */
      range: ChangeRange;
      /** Those that touch the component's folder. */
      commits: ChangeFacts[];
      /** Folder of a monorepo that belongs to the component. */
      folder?: string;
    }
  | { missingReason: string; mayComeLater: boolean };

/**
 * The commits between the previously deployed revision and the one to be scored; in a monorepo, those that touch the
 * component's own folder. Asked for once per request, however many collectors need it.
 */
export class ChangeLookup {
  readonly #sources: ChangeSource[];
  readonly #folderOf: (entityRef: string) => string | undefined;
  readonly #asked = OncePerRequest.create<FoundChanges>();

  static create(options: {
    sources: ChangeSource[];
    /** Folder of a monorepo that belongs to an entity; undefined for the whole repository. */
    folderOf: (entityRef: string) => string | undefined;
  }): ChangeLookup {
    return new ChangeLookup(options);
  }

  private constructor(options: {
    sources: ChangeSource[];
    folderOf: (entityRef: string) => string | undefined;
  }) {
    this.#sources = options.sources;
    this.#folderOf = options.folderOf;
  }

  /** `signal` of whoever asks first is the one that counts: all collectors of a request have the same deadline. */
  find(request: FeatureRequest, signal: AbortSignal): Promise<FoundChanges> {
    return this.#asked.get(request, () => this.#find(request, signal));
  }

  async #find(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<FoundChanges> {
    const source = await this.#sourceFor(request);
    if (!source) {
      return {
        missingReason: `no git repository is configured for this component (annotation ${showcallerAnnotations.gitRepository})`,
        mayComeLater: false,
      };
    }
    const { entityRef, repository, previousSha, sha } = request;
    const range = await source.getRange({
      entityRef,
      repository,
      base: previousSha,
      head: sha,
      signal,
    });
    if (!range) {
      return {
        missingReason: `the git repository of this component does not hold revision ${sha.slice(
          0,
          SHORT_SHA,
        )}`,
        mayComeLater: true,
      };
    }
    const folder = this.#folderOf(entityRef);
    const commits = range.commits.filter(commit => isOwn(commit, folder));
    return { range, commits, folder };
  }

  async #sourceFor(request: FeatureRequest): Promise<ChangeSource | undefined> {
    for (const source of this.#sources) {
      if (await source.supports(request)) {
        return source;
      }
    }
    return undefined;
  }
}

/** The facts name at most 1,000 files: a change with more may touch any folder. */
function isOwn(commit: ChangeFacts, folder: string | undefined): boolean {
  return touchesFolder(commit.files, folder) || commit.nf > commit.files.length;
}
