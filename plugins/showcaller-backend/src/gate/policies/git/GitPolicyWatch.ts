import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { PolicyOverview } from '@showcaller/backstage-plugin-showcaller-common';
import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';
import { timestamp } from '../../../database/timestamp';
import { GitLocations, GitMirrors } from '../../../delivery/history/git';
import type { PolicyService } from '../PolicyService';
import type { PolicyGitConfig } from './policyGitConfig';
import { readPolicyFiles, readPolicyRevision } from './readPolicyFiles';

interface GitPolicyWatchOptions {
  config: Config;
  settings: PolicyGitConfig;
  service: PolicyService;
  salt: () => Promise<string>;
  scheduler?: SchedulerService;
  logger: LoggerService;
  now: () => Date;
}

/**
 * Reads policies from git, whenever the branch has a new commit, and stores them as a bundle. Nothing is activated by a
 * commit: a bundle from git is tried, proposed and activated like any other, and who committed it cannot activate it.
 */
export class GitPolicyWatch {
  readonly #options: GitPolicyWatchOptions;
  readonly #locations: GitLocations;
  readonly #mirrors: GitMirrors;
  #status: NonNullable<PolicyOverview['git']>;

  static create(options: GitPolicyWatchOptions): GitPolicyWatch {
    return new GitPolicyWatch(options);
  }

  private constructor(options: GitPolicyWatchOptions) {
    this.#options = options;
    this.#locations = GitLocations.create(options);
    this.#mirrors = GitMirrors.create(options);
    this.#status = { path: options.settings.location };
  }

  get status(): NonNullable<PolicyOverview['git']> {
    return this.#status;
  }

  async start(): Promise<void> {
    await this.#options.scheduler?.scheduleTask({
      id: 'showcaller-policies-git',
      // Each replica shows how its own reading went; storing the same bundle twice changes nothing.
      scope: 'local',
      frequency: { minutes: 1 },
      timeout: { minutes: 10 },
      initialDelay: { seconds: 5 },
      fn: () => this.read(),
    });
  }

  /** Never rejects: what went wrong is in the status. */
  async read(): Promise<void> {
    const { settings, service, salt, logger, now } = this.#options;
    try {
      const location = await this.#locations.locate(settings.location);
      const { gitDir } = await this.#mirrors.openFresh(location);
      const revision = await readPolicyRevision(gitDir, settings);
      if (revision !== this.#status.revision) {
        const found = await readPolicyFiles(gitDir, revision, settings);
        const bundle = await service.store(found.files, {
          origin: 'git',
          createdBy: 'git',
          authorHash: hashIdentity(found.author, await salt()),
          sourceRevision: revision,
          comment: found.subject,
        });
        logger.info(
          `Policies of ${revision.slice(0, 12)} are stored: ${
            bundle.ruleCount
          } rules, ${bundle.errors} errors`,
        );
      }
      this.#status = {
        path: settings.location,
        revision,
        readAt: timestamp(now()),
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== this.#status.error) {
        logger.warn(`The policies could not be read from git: ${reason}`);
      }
      this.#status = {
        ...this.#status,
        readAt: timestamp(now()),
        error: reason,
      };
    }
  }
}
