import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import type { ChangeSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { Knex } from 'knex';
import { isSqlite } from '../../database/openDatabase';
import type { AuditAppender } from '../../audit';
import type { OwnershipGraph } from '../../ownership/types';
import type { ChangeFactsReader, HistoryListener } from '../history.types';
import type { DeliveryListener } from '../types';
import { DatabaseChangeFactsStore } from './DatabaseChangeFactsStore';
import { DatabaseCheckpointStore } from './DatabaseCheckpointStore';
import { DatabaseImportStore } from './DatabaseImportStore';
import { GitDependencyReader, type DependencyReader } from './dependencies';
import { GitChangeSource } from './GitChangeSource';
import { GitLocations, GitMirrors } from './git';
import { HistoryImporter } from './HistoryImporter';
import { HistoryImportService } from './HistoryImportService';
import { HistoryWorkers } from './HistoryWorkers';
import { readIdentitySalt } from './identitySalt';
import { SzzRoom } from './szz';

const LEASE_SECONDS = 30;
/** Several pushes in a row are one import. */
const PUSH_DEBOUNCE_MS = 1_000;

/** Git history as one piece: imports, what they found, and when they run. */
export class HistoryRoom implements DeliveryListener {
  readonly imports: HistoryImportService;
  readonly changeSource: ChangeSource;
  readonly reader: ChangeFactsReader;
  /** What revisions depend on anew. */
  readonly dependencies: DependencyReader;
  /** Which changes later fixes were traced back to. */
  readonly szz: SzzRoom;
  readonly #knex: Knex;
  readonly #importStore: DatabaseImportStore;
  readonly #ownership: OwnershipGraph;
  readonly #workers = HistoryWorkers.create();
  readonly #debounced = new Map<string, NodeJS.Timeout>();
  readonly #locationOf = new Map<string, string>();
  #started = false;

  static create(options: {
    knex: Knex;
    audit: AuditAppender;
    config: Config;
    ownership: OwnershipGraph;
    logger: LoggerService;
    scheduler?: SchedulerService;
    now?: () => Date;
  }): HistoryRoom {
    return new HistoryRoom(options);
  }

  private constructor(options: {
    knex: Knex;
    audit: AuditAppender;
    config: Config;
    ownership: OwnershipGraph;
    logger: LoggerService;
    scheduler?: SchedulerService;
    now?: () => Date;
  }) {
    const { knex, config, ownership, logger } = options;
    const now = options.now ?? (() => new Date());
    this.#ownership = ownership;
    const facts = DatabaseChangeFactsStore.create({ knex });
    const importStore = DatabaseImportStore.create({
      knex,
      leaseSeconds: LEASE_SECONDS,
    });
    this.#knex = knex;
    this.#importStore = importStore;
    const locations = GitLocations.create({ config });
    const mirrors = GitMirrors.create({ config });
    let salt: Promise<string> | undefined;
    const importer = HistoryImporter.create({
      facts,
      checkpoints: DatabaseCheckpointStore.create({ knex }),
      imports: importStore,
      locations,
      mirrors,
      workers: this.#workers,
      salt: () => (salt ??= readIdentitySalt({ config, knex })),
      logger,
      now,
    });
    this.imports = HistoryImportService.create({
      knex,
      audit: options.audit,
      ownership,
      imports: importStore,
      importer,
      logger,
      now,
    });
    this.reader = facts;
    this.szz = SzzRoom.create({
      ...options,
      facts,
      repositories: () =>
        this.imports.targets().map(({ repository }) => repository),
      open: async repository => {
        const target = this.imports.targetFor(repository);
        const imported = await importStore.get(repository);
        if (imported?.status === 'queued' || imported?.status === 'running') {
          return 'not-yet';
        }
        if (!target || !imported?.headSha) {
          return undefined;
        }
        const location = await locations.locate(target.location);
        const git = await mirrors.open(location);
        return { git, head: imported.headSha };
      },
    });
    this.dependencies = GitDependencyReader.create({
      locations,
      mirrors,
      imports: this.imports,
    });
    this.changeSource = GitChangeSource.create({
      facts,
      locations,
      mirrors,
      imports: this.imports,
    });
  }

  setListener(listener: HistoryListener): void {
    this.imports.setListener({
      onFactsStored: (repository, entityRefs) => {
        this.szz.service.onFactsStored(repository);
        listener.onFactsStored(repository, entityRefs);
      },
    });
  }

  /** Imports every repository that components name, and from now on those that come to be named. */
  async start(): Promise<void> {
    this.#started = true;
    if (isSqlite(this.#knex)) {
      await this.#importStore.releaseAll();
    }
    await this.szz.start();
    this.#ownership.onChanged(() => this.#importNew());
    this.#importNew();
  }

  async stop(): Promise<void> {
    this.#started = false;
    for (const timer of this.#debounced.values()) {
      clearTimeout(timer);
    }
    this.#debounced.clear();
    await this.szz.stop();
    await this.imports.stop();
    await this.#workers.stop();
  }

  /** Deployments alone bring no commits. */
  async onDeploymentsChanged(): Promise<void> {}

  /** A push: imported soon, not at once, for the transaction that tells of it is still open. */
  async onChangesSeen(repository: string): Promise<void> {
    if (
      !this.#started ||
      this.#debounced.has(repository) ||
      !this.imports.targetFor(repository)
    ) {
      return;
    }
    const timer = setTimeout(() => {
      this.#debounced.delete(repository);
      this.imports.import(repository);
    }, PUSH_DEBOUNCE_MS);
    timer.unref();
    this.#debounced.set(repository, timer);
  }

  #importNew(): void {
    if (!this.#started) {
      return;
    }
    for (const { repository, location } of this.imports.targets()) {
      if (this.#locationOf.get(repository) !== location) {
        this.#locationOf.set(repository, location);
        this.imports.import(repository);
      }
    }
  }
}
