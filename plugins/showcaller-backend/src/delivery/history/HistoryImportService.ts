import type { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { setTimeout as wait } from 'node:timers/promises';
import type { AuditAppender } from '../../audit';
import type { OwnedComponent, OwnershipGraph } from '../../ownership/types';
import type { HistoryListener } from '../history.types';
import type { HistoryImports } from '../router';
import type { DatabaseImportStore, StoredImport } from './DatabaseImportStore';
import type { HistoryImporter, ImportOutcome } from './HistoryImporter';
import { Slots } from '../../threads/Slots';

const CONCURRENCY = 2;
const HELD_RETRY_MS = 2_000;

/** A repository whose history is to be imported, and for whom. */
export interface HistoryTarget {
  repository: string;
  location: string;
  entityRefs: string[];
}

interface Waiting {
  revisions: Set<string>;
  outcome: Promise<ImportOutcome>;
}

/** Takes wishes for imports, does at most two at a time and each repository once, and tells how they stand. */
export class HistoryImportService implements HistoryImports {
  readonly #knex: Knex;
  readonly #audit: AuditAppender;
  readonly #ownership: OwnershipGraph;
  readonly #imports: DatabaseImportStore;
  readonly #importer: HistoryImporter;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #waiting = new Map<string, Waiting>();
  readonly #running = new Map<string, Promise<ImportOutcome>>();
  readonly #stop = new AbortController();
  readonly #slots = Slots.create(CONCURRENCY);
  /** Repositories whose listener has heard of them since the start. */
  readonly #told = new Set<string>();
  #listener: HistoryListener | undefined;

  static create(options: {
    knex: Knex;
    audit: AuditAppender;
    ownership: OwnershipGraph;
    imports: DatabaseImportStore;
    importer: HistoryImporter;
    logger: LoggerService;
    now: () => Date;
  }): HistoryImportService {
    return new HistoryImportService(options);
  }

  private constructor(options: {
    knex: Knex;
    audit: AuditAppender;
    ownership: OwnershipGraph;
    imports: DatabaseImportStore;
    importer: HistoryImporter;
    logger: LoggerService;
    now: () => Date;
  }) {
    this.#knex = options.knex;
    this.#audit = options.audit;
    this.#ownership = options.ownership;
    this.#imports = options.imports;
    this.#importer = options.importer;
    this.#logger = options.logger;
    this.#now = options.now;
  }

  setListener(listener: HistoryListener): void {
    this.#listener = listener;
  }

  /** Every repository that components name, each once. */
  targets(): HistoryTarget[] {
    const targets = new Map<string, HistoryTarget>();
    for (const component of this.#ownership.getComponents()) {
      const own = targetOf(component);
      if (own) {
        const known = targets.get(own.repository) ?? { ...own, entityRefs: [] };
        known.entityRefs.push(component.entityRef);
        targets.set(own.repository, known);
      }
    }
    return [...targets.values()];
  }

  targetFor(repository: string): HistoryTarget | undefined {
    return this.targets().find(
      target => target.repository === repository.toLowerCase(),
    );
  }

  async list(): Promise<HistoryImportRow[]> {
    const rows = new Map(
      (await this.#imports.list()).map(row => [row.repository, row]),
    );
    return this.targets().flatMap(({ repository, entityRefs }) => {
      const row = rows.get(repository);
      return row ? entityRefs.map(entityRef => ({ entityRef, ...row })) : [];
    });
  }

  async get(entityRef: string): Promise<HistoryImportRow | undefined> {
    const component = this.#ownership.getComponent(entityRef);
    const target = component && targetOf(component);
    const row = target && (await this.#imports.get(target.repository));
    return row && { entityRef, ...row };
  }

  /** Wants the history of a component; answers how its import stands, without waiting for it. */
  async request(entityRef: string, by: string): Promise<HistoryImportRow> {
    const component = this.#ownership.getComponent(entityRef);
    const target = component && targetOf(component);
    if (!target) {
      throw new InputError(
        `${entityRef} has no annotation ${showcallerAnnotations.gitRepository}; it names the repository to read, as a path below showcaller.git.root or an allow-listed URL.`,
      );
    }
    const shared = this.targetFor(target.repository) ?? {
      ...target,
      entityRefs: [entityRef],
    };
    const { repository, location } = shared;
    await this.#knex.transaction(async tx => {
      await this.#imports.queue(repository, location, this.#now(), tx);
      await this.#audit.append(
        {
          actor: by,
          action: 'history.import-started',
          subject: `repository:${repository}`,
          entityRef,
        },
        tx,
      );
    });
    this.import(shared.repository);
    const row: StoredImport | undefined = await this.#imports.get(
      shared.repository,
    );
    return {
      entityRef,
      ...(row ?? {
        repository: shared.repository,
        location: shared.location,
        status: 'queued',
        commitsDone: 0,
      }),
    };
  }

  /**
   * Brings a repository up to date, and a revision outside of its default branch where one is given. Joins an import that
   * waits already; one that is under way may have read the head before, so another follows it.
   */
  import(repository: string, revision?: string): Promise<ImportOutcome> {
    const key = repository.toLowerCase();
    const waiting = this.#waiting.get(key);
    if (waiting) {
      if (revision) {
        waiting.revisions.add(revision);
      }
      return waiting.outcome;
    }
    const revisions = new Set(revision ? [revision] : []);
    const outcome = this.#whenFree(key, () => {
      this.#waiting.delete(key);
      return this.#import(key, [...revisions]).catch(error => {
        this.#logger.error(
          `The import of ${key} could not be noted`,
          error instanceof Error ? error : { error: String(error) },
        );
        return 'failed' as const;
      });
    });
    this.#waiting.set(key, { revisions, outcome });
    return outcome;
  }

  /** Ends what is under way; the next start continues from the last checkpoints. */
  async stop(): Promise<void> {
    this.#stop.abort(new Error('The backend shuts down'));
    await Promise.allSettled([
      ...this.#running.values(),
      ...[...this.#waiting.values()].map(waiting => waiting.outcome),
    ]);
  }

  /** After the import of the same repository that is under way, and when one of the slots is free. */
  async #whenFree(
    repository: string,
    work: () => Promise<ImportOutcome>,
  ): Promise<ImportOutcome> {
    await this.#running.get(repository);
    return this.#slots.run(async () => {
      const outcome = work();
      this.#running.set(repository, outcome);
      try {
        return await outcome;
      } finally {
        this.#running.delete(repository);
      }
    });
  }

  async #import(
    repository: string,
    revisions: string[],
  ): Promise<ImportOutcome> {
    const target = this.targetFor(repository);
    if (!target || this.#stop.signal.aborted) {
      return 'failed';
    }
    await this.#imports.queue(repository, target.location, this.#now());
    for (;;) {
      const outcome = await this.#importer.import({
        ...target,
        revisions,
        signal: this.#stop.signal,
        onStored: () => this.#tell(target),
      });
      if (outcome === 'done' && !this.#told.has(repository)) {
        // A process that was killed may have stored facts and told nobody.
        this.#tell(target);
      }
      if (outcome !== 'held-elsewhere' || this.#stop.signal.aborted) {
        return outcome;
      }
      await wait(HELD_RETRY_MS, undefined, {
        ref: false,
        signal: this.#stop.signal,
      }).catch(() => undefined);
    }
  }

  #tell(target: HistoryTarget): void {
    this.#told.add(target.repository);
    try {
      this.#listener?.onFactsStored(target.repository, target.entityRefs);
    } catch (error) {
      this.#logger.error(
        `A listener to imported history failed for ${target.repository}`,
        error instanceof Error ? error : { error: String(error) },
      );
    }
  }
}

/** Without a project slug the repository goes by its location. */
function targetOf(
  component: OwnedComponent,
): { repository: string; location: string } | undefined {
  const location = component.gitLocation;
  if (!location) {
    return undefined;
  }
  const name = location
    .replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*\//i, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
  return { repository: component.repository ?? name, location };
}
