import { setTimeout as wait } from 'node:timers/promises';
import type {
  DeploymentRow,
  EntityRisk,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendUnderTest } from './BackendUnderTest';

const PAUSE_MS = 20;
const GIVE_UP_MS = 30_000;
/** After so long a later deployment of the service is on the page instead; so often the listing is read. */
const OVERTAKEN_MS = 1000;

interface Wanted {
  service: string;
  since: number;
  /** When the listing is to be read for it. */
  listAt: number;
  /** Without a time when it is given up. */
  resolve: (at?: number) => void;
}

/**
 * Watches for decisions as readers do who keep the pages of the services open that something is awaited for. Between
 * two looks it pauses for as long as the last one took, at least 20 ms, so that reading does not become the load. A
 * deployment that a later one of its service has overtaken is looked up in the listing.
 */
export class DecisionWatch {
  readonly #backend: BackendUnderTest;
  readonly #wanted = new Map<string, Wanted>();
  #running = true;
  #loop: Promise<void> | undefined;

  static start(backend: BackendUnderTest): DecisionWatch {
    const watch = new DecisionWatch(backend);
    watch.#loop = watch.#run();
    return watch;
  }

  private constructor(backend: BackendUnderTest) {
    this.#backend = backend;
  }

  /** When the decision became readable, on the clock of `performance.now()`; undefined when it did not in 30 s. */
  async decisionOf(
    repository: string,
    deploymentId: string,
  ): Promise<number | undefined> {
    const service = repository.slice(repository.indexOf('/') + 1);
    return new Promise(resolve => {
      const since = performance.now();
      const listAt = since + OVERTAKEN_MS;
      this.#wanted.set(deploymentId, { service, since, listAt, resolve });
    });
  }

  async stop(): Promise<void> {
    this.#running = false;
    await this.#loop;
  }

  async #run(): Promise<void> {
    while (this.#running) {
      const asked = performance.now();
      if (this.#wanted.size > 0) {
        try {
          await this.#look();
        } catch {
          // A reader who gets no answer asks again; what never becomes readable is given up below.
        }
        this.#giveUp();
      }
      await wait(Math.max(PAUSE_MS, performance.now() - asked));
    }
  }

  async #look(): Promise<void> {
    const now = performance.now();
    const latest = new Set<string>();
    const overtaken = new Set<string>();
    for (const wanted of this.#wanted.values()) {
      latest.add(wanted.service);
      if (now > wanted.listAt) {
        wanted.listAt = now + OVERTAKEN_MS;
        overtaken.add(wanted.service);
      }
    }
    await Promise.all([
      ...[...latest].map(service => this.#readLatest(service)),
      ...[...overtaken].map(service => this.#readListing(service)),
    ]);
  }

  async #readLatest(service: string): Promise<void> {
    const { latest, decision } = await this.#backend.get<EntityRisk>(
      `risk/entities/component/default/${service}`,
    );
    if (decision && latest?.subject.kind === 'deployment') {
      this.#found(latest.subject.deploymentId);
    }
  }

  async #readListing(service: string): Promise<void> {
    const page = await this.#backend.get<Page<DeploymentRow>>(
      `delivery/entities/component/default/${service}/deployments?limit=100`,
    );
    for (const { id, outcome } of page.items) {
      if (outcome) {
        this.#found(id);
      }
    }
  }

  #found(deploymentId: string): void {
    const wanted = this.#wanted.get(deploymentId);
    if (wanted) {
      this.#wanted.delete(deploymentId);
      wanted.resolve(performance.now());
    }
  }

  #giveUp(): void {
    for (const [id, { since, resolve }] of this.#wanted) {
      if (performance.now() > since + GIVE_UP_MS) {
        this.#wanted.delete(id);
        resolve();
      }
    }
  }
}
