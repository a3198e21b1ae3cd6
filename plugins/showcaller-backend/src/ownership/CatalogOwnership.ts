import type { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { Config } from '@backstage/config';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { EnvironmentTier } from '@showcaller/backstage-plugin-showcaller-common';
import { readTierRules, type TierRule } from './environmentTiers';
import { OwnershipSnapshot, ownershipSignature } from './OwnershipSnapshot';
import type {
  OwnedComponent,
  OwnershipAnswer,
  OwnershipGraph,
  OwnershipQuestion,
} from './types';

const KINDS = ['Component', 'API', 'Resource', 'System', 'Domain', 'Group'];
const FIELDS = ['kind', 'metadata', 'relations'];
/** Waits after a failed or empty first load; the catalog fills in its first seconds. */
const FIRST_LOAD_RETRY_MS = 2_000;

/**
 * The catalog as an ownership graph, read with the backend's own credentials and refreshed every
 * `showcaller.ownership.refreshSeconds` (30). A failed refresh is logged and the last good graph stays.
 */
export class CatalogOwnership implements OwnershipGraph {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;
  readonly #logger: LoggerService;
  readonly #refreshMs: number;
  readonly #configuredTier: TierRule;
  readonly #listeners: Array<() => void> = [];
  #snapshot: OwnershipSnapshot;
  #signature = ownershipSignature([]);
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
    config: Config;
    logger: LoggerService;
  }): CatalogOwnership {
    return new CatalogOwnership(options);
  }

  private constructor(options: {
    catalog: CatalogService;
    auth: AuthService;
    config: Config;
    logger: LoggerService;
  }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
    this.#logger = options.logger;
    const seconds =
      options.config.getOptionalNumber('showcaller.ownership.refreshSeconds') ??
      30;
    this.#refreshMs = Math.max(1, seconds) * 1000;
    this.#configuredTier = readTierRules(options.config);
    this.#snapshot = OwnershipSnapshot.create({
      entities: [],
      configuredTier: this.#configuredTier,
    });
  }

  /** Loads now and keeps refreshing until {@link CatalogOwnership.stop}. Resolves after the first attempt. */
  async start(): Promise<void> {
    this.#running = true;
    await this.#refreshAndSchedule();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Reads the catalog; true when it could be read. Never throws. */
  async refresh(): Promise<boolean> {
    try {
      const entities = await this.#load();
      const signature = ownershipSignature(entities);
      if (signature !== this.#signature) {
        this.#signature = signature;
        this.#snapshot = OwnershipSnapshot.create({
          entities,
          configuredTier: this.#configuredTier,
        });
        this.#notify();
      }
      return true;
    } catch (error) {
      this.#logger.warn(
        'The catalog could not be read; ownership stays as it was',
        error instanceof Error ? error : { error: String(error) },
      );
      return false;
    }
  }

  resolve(question: OwnershipQuestion): OwnershipAnswer {
    return this.#snapshot.resolve(question);
  }

  tierOf(environment: string, entityRef?: string): EnvironmentTier {
    return this.#snapshot.tierOf(environment, entityRef);
  }

  getComponent(entityRef: string): OwnedComponent | undefined {
    return this.#snapshot.getComponent(entityRef);
  }

  getComponents(): OwnedComponent[] {
    return this.#snapshot.getComponents();
  }

  componentsOf(entityRef: string): string[] {
    return this.#snapshot.componentsOf(entityRef);
  }

  neighboursOf(entityRef: string): string[] {
    return this.#snapshot.neighboursOf(entityRef);
  }

  dependentsOf(entityRef: string): string[] {
    return this.#snapshot.dependentsOf(entityRef);
  }

  onChanged(listener: () => void): void {
    this.#listeners.push(listener);
  }

  async #refreshAndSchedule(): Promise<void> {
    const read = await this.refresh();
    if (!this.#running) {
      return;
    }
    const early = !read || this.getComponents().length === 0;
    const wait = early
      ? Math.min(FIRST_LOAD_RETRY_MS, this.#refreshMs)
      : this.#refreshMs;
    this.#timer = setTimeout(() => this.#refreshAndSchedule(), wait);
    this.#timer.unref();
  }

  async #load(): Promise<Entity[]> {
    const credentials = await this.#auth.getOwnServiceCredentials();
    const entities: Entity[] = [];
    const pages = this.#catalog.streamEntities(
      { filter: { kind: KINDS }, fields: FIELDS, pageSize: 500 },
      { credentials },
    );
    for await (const page of pages) {
      entities.push(...page);
    }
    return entities;
  }

  #notify(): void {
    for (const listener of this.#listeners) {
      try {
        listener();
      } catch (error) {
        this.#logger.error(
          'A listener to catalog changes failed',
          error instanceof Error ? error : { error: String(error) },
        );
      }
    }
  }
}
