import type {
  LoggerService,
  SchedulerService,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type { Knex } from 'knex';
import { isSqlite } from '../../../database/openDatabase';
import type { DatabaseChangeFactsStore } from '../DatabaseChangeFactsStore';
import { DatabaseSzzStore } from './DatabaseSzzStore';
import { SzzChangeLabels } from './SzzChangeLabels';
import { type OpenForSzz, SzzService } from './SzzService';
import { SzzTracer } from './SzzTracer';

const MATURITY_KEY = 'showcaller.risk.labels.changeMaturityDays';
/** The waiting time that CPJITSDP (Tabassum et al. 2020) takes for changes. */
const MATURITY_DAYS = 90;
/** One piece of work; the rest goes on after the other repositories had theirs. */
const LIMITS = { fixes: 500, ms: 5 * 60_000 };

/** What the room needs of git history. */
export interface SzzRoomOptions {
  knex: Knex;
  config: Config;
  logger: LoggerService;
  facts: DatabaseChangeFactsStore;
  open: OpenForSzz;
  repositories: () => string[];
  scheduler?: SchedulerService;
  limits?: { fixes: number; ms: number };
  now?: () => Date;
}

/** Which changes later fixes were traced back to. */
export class SzzRoom {
  readonly service: SzzService;
  readonly labels: SzzChangeLabels;
  readonly #knex: Knex;
  readonly #store: DatabaseSzzStore;
  readonly #scheduler: SchedulerService | undefined;
  #repairs: (repository: string) => Promise<string[]> = async () => [];

  static create(options: SzzRoomOptions): SzzRoom {
    return new SzzRoom(options);
  }

  private constructor(options: SzzRoomOptions) {
    const { knex, config, logger, facts } = options;
    const now = options.now ?? (() => new Date());
    const store = DatabaseSzzStore.create({ knex, now });
    this.#knex = knex;
    this.#store = store;
    this.#scheduler = options.scheduler;
    this.service = SzzService.create({
      ...options,
      store,
      tracer: SzzTracer.create({
        store,
        facts,
        repairs: repository => this.#repairs(repository),
        limits: options.limits ?? LIMITS,
        logger,
        now,
      }),
    });
    this.labels = SzzChangeLabels.create({
      knex,
      maturityDays: readMaturityDays(config),
    });
  }

  /** Commits that deployments showed to have repaired something: traced too, whatever their message says. */
  setRepairs(repairs: (repository: string) => Promise<string[]>): void {
    this.#repairs = repairs;
  }

  async start(): Promise<void> {
    if (isSqlite(this.#knex)) {
      await this.#store.releaseAll();
    }
    await this.#scheduler?.scheduleTask({
      id: 'showcaller-szz',
      scope: 'local',
      frequency: { hours: 6 },
      timeout: { minutes: 10 },
      initialDelay: { minutes: 2 },
      fn: () => this.service.requestAll(),
    });
  }

  async stop(): Promise<void> {
    await this.service.stop();
  }
}

function readMaturityDays(config: Config): number {
  const days = config.getOptionalNumber(MATURITY_KEY) ?? MATURITY_DAYS;
  if (!(days >= 0)) {
    throw new InputError(`${MATURITY_KEY} is ${days}; it must not be negative`);
  }
  return days;
}
