import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { jenkinsTarget } from '../backfill/jenkinsTarget';
import type { CataloguedJob, JobDirectory } from './JobDirectory';

const FRESH_MS = 30_000;
/** Levels below a named job whose builds belong to it: those that the backfill reads, too. */
const MOST_LEVELS = 2;
const KINDS = ['Component', 'API', 'Resource'];

/**
 * The jobs that entities name in their annotations, as the backfill reads them. Read when it is needed and older than 30 s;
 * when that fails, what was read before stays.
 */
export class CatalogJobDirectory implements JobDirectory {
  readonly #options: Parameters<typeof CatalogJobDirectory.create>[0];
  readonly #now: () => Date;
  #jobs: Map<string, CataloguedJob[]> | undefined;
  #readAt = 0;
  #reading: Promise<void> | undefined;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    logger: LoggerService;
    /** Names of the configured instances; the first one has jobs without a prefix. */
    instances: string[];
    now?: () => Date;
  }): CatalogJobDirectory {
    return new CatalogJobDirectory(options);
  }

  private constructor(
    options: Parameters<typeof CatalogJobDirectory.create>[0],
  ) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
  }

  async ready(): Promise<void> {
    if (this.#now().getTime() - this.#readAt < FRESH_MS) {
      return;
    }
    this.#reading ??= this.#read().finally(() => {
      this.#reading = undefined;
    });
    try {
      await this.#reading;
    } catch (error) {
      if (!this.#jobs) {
        throw error;
      }
      this.#options.logger.warn(
        'The catalog could not be read; jobs of Jenkins stay as they were',
        error instanceof Error ? error : { error: String(error) },
      );
    }
  }

  find(instance: string, job: string): CataloguedJob[] {
    const parts = job.split('/');
    for (let level = 0; level <= MOST_LEVELS; level++) {
      const name = parts.slice(0, parts.length - level).join('/');
      const found = name && this.#jobs?.get(`${instance}:${name}`);
      if (found) {
        return found;
      }
    }
    return [];
  }

  async #read(): Promise<void> {
    const { catalog, auth, instances, logger } = this.#options;
    const jobs = new Map<string, CataloguedJob[]>();
    const pages = catalog.streamEntities(
      { fields: ['kind', 'metadata'], filter: { kind: KINDS } },
      { credentials: await auth.getOwnServiceCredentials() },
    );
    for await (const page of pages) {
      for (const { metadata } of page) {
        try {
          const target = jenkinsTarget(metadata.annotations ?? {}, {
            instances,
          });
          for (const { instance, job, environment } of target?.jobs ?? []) {
            add(jobs, `${instance}:${job}`, {
              repository: target?.repository ?? '',
              ...(environment !== undefined && { environment }),
            });
          }
        } catch (error) {
          logger.debug(`Annotations of ${metadata.name} are left out`, {
            reason: String(error),
          });
        }
      }
    }
    this.#jobs = jobs;
    this.#readAt = this.#now().getTime();
  }
}

/** Each repository once: a job that deploys says more than one that only builds. */
function add(
  jobs: Map<string, CataloguedJob[]>,
  key: string,
  job: CataloguedJob,
): void {
  const all = jobs.get(key) ?? [];
  const same = all.findIndex(({ repository }) => repository === job.repository);
  if (same < 0) {
    all.push(job);
  } else if (all[same].environment === undefined) {
    all[same] = job;
  }
  jobs.set(
    key,
    all.sort((a, b) => (a.repository < b.repository ? -1 : 1)),
  );
}
