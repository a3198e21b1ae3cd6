import type { LoggerService } from '@backstage/backend-plugin-api';
import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import { isFix } from '../../delivery/history/measures/isFix';
import type { DeliveryReader, Deployment } from '../../delivery/types';
import { touchesFolder } from '../../ownership';
import type { DeployedChange } from './judging/evidence';

const KEPT = 300;
const TIMEOUT_MS = 10_000;

/** What a deployment brought; `mayComeLater` when a source knows the repository and not (yet) the revision. */
export interface DeployedChanges {
  changes?: DeployedChange[];
  mayComeLater: boolean;
}

interface DeployedChangesReaderOptions {
  delivery: Pick<DeliveryReader, 'getPreviousDeployment' | 'getChange'>;
  sources: ChangeSource[];
  /** Folder of a monorepo that belongs to an entity; undefined for the whole repository. */
  folderOf: (entityRef: string) => string | undefined;
  logger: LoggerService;
}

/**
 * Reads the commits between the previously deployed revision and that of a deployment: from the first source that
 * knows the repository, otherwise what webhooks told of the revision itself. What was read is kept for a while, for
 * neighbours ask for the same.
 */
export class DeployedChangesReader {
  readonly #options: DeployedChangesReaderOptions;
  readonly #kept = new Map<string, DeployedChange[]>();

  static create(options: DeployedChangesReaderOptions): DeployedChangesReader {
    return new DeployedChangesReader(options);
  }

  private constructor(options: DeployedChangesReaderOptions) {
    this.#options = options;
  }

  async read(deployment: Deployment): Promise<DeployedChanges> {
    const { delivery } = this.#options;
    const previous = await delivery.getPreviousDeployment(deployment);
    const { entityRef, repository, sha } = deployment;
    const key = JSON.stringify([entityRef, repository, previous?.sha, sha]);
    const kept = this.#kept.get(key);
    if (kept) {
      this.#keep(key, kept);
      return { changes: kept, mayComeLater: false };
    }
    const read = await this.#readSource(deployment, previous?.sha);
    if (read.changes) {
      this.#keep(key, read.changes);
      return read;
    }
    return { ...read, changes: await this.#readWebhook(deployment) };
  }

  async #readSource(
    { entityRef, repository, sha }: Deployment,
    base: string | undefined,
  ): Promise<DeployedChanges> {
    const { sources, folderOf, logger } = this.#options;
    const folder = folderOf(entityRef);
    for (const source of sources) {
      if (!(await source.supports({ entityRef, repository }))) {
        continue;
      }
      try {
        const range = await source.getRange({
          entityRef,
          repository,
          base,
          head: sha,
          signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        if (!range) {
          return { mayComeLater: true };
        }
        const changes = range.commits
          .filter(({ files }) => touchesFolder(files, folder))
          .map(({ fix, title, committedAt, files, sha: commit }) => ({
            sha: commit,
            title,
            committedAt,
            fix: fix === 1,
            files,
          }));
        return range.commits.length === 0 && range.withoutFacts > 0
          ? { mayComeLater: true }
          : { changes, mayComeLater: false };
      } catch (error) {
        logger.debug(
          `What ${sha} of ${repository} brought could not be read for its label: ${error}`,
        );
        return { mayComeLater: true };
      }
    }
    return { mayComeLater: false };
  }

  async #readWebhook({
    repository,
    sha,
  }: Deployment): Promise<DeployedChange[] | undefined> {
    const change = await this.#options.delivery.getChange(repository, sha);
    if (!change?.files) {
      return undefined;
    }
    const { title, committedAt, observedAt, files } = change;
    return [
      {
        sha,
        title,
        committedAt: committedAt ?? observedAt,
        fix: title !== undefined && isFix(title),
        files,
      },
    ];
  }

  /** The one asked for last goes last. */
  #keep(key: string, changes: DeployedChange[]): void {
    this.#kept.delete(key);
    this.#kept.set(key, changes);
    if (this.#kept.size > KEPT) {
      const [oldest] = this.#kept.keys();
      this.#kept.delete(oldest);
    }
  }
}
