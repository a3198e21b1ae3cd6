import path from 'node:path';
import type { Organisation, Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';
import {
  readRefs,
  readTrees,
  readWorkspace,
} from '../repositories/bareRepository';
import { FastImport } from '../repositories/FastImport';
import { git } from '../repositories/git';
import { ID_STRIDE } from '../simulation/generateHistory';
import { livePace } from '../simulation/pace';
import type { ChangeSize } from '../simulation/planCommit';
import { RepositorySimulation } from '../simulation/RepositorySimulation';
import { resolveCommits } from '../simulation/resolveCommits';
import type { Chain, RepositoryState } from '../simulation/types';

const largeShare = 0.11;
const changesBetweenCleanings = 100;

/**
 * The organisation after its history: makes one change at a time, in the real repositories, now.
 */
export class LiveOrganisation {
  readonly #organisation: Organisation;
  readonly #directory: string;
  readonly #states: Record<string, RepositoryState>;
  readonly #speed: number;
  readonly #random: SeededRandom;
  readonly #simulations = new Map<string, RepositorySimulation>();
  #changes = 0;
  /** One change after the other: two may not write one repository at once. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: LiveOrganisationOptions) {
    this.#organisation = options.organisation;
    this.#directory = options.directory;
    this.#states = options.states;
    this.#speed = options.speed;
    this.#random = options.random;
  }

  static create(options: LiveOrganisationOptions): LiveOrganisation {
    return new LiveOrganisation(options);
  }

  /**
   * Commits a change to a service that has none on its way, and plans what follows in the next half minute.
   *
   * @param now - epoch milliseconds
   * @param wanted - name of the service, and the size of the change; drawn when absent
   * @returns undefined when every service (or the wanted one) is busy
   */
  async change(
    now: number,
    wanted: { service?: string; size?: ChangeSize } = {},
  ): Promise<Chain | undefined> {
    const turn = this.#turn.then(() => this.#change(now, wanted));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #change(
    now: number,
    wanted: { service?: string; size?: ChangeSize },
  ): Promise<Chain | undefined> {
    const idle = this.#organisation.repositories.flatMap(repository =>
      repository.services
        .filter(({ name }) => name === (wanted.service ?? name))
        .filter(
          service =>
            (this.#states[repository.slug]?.services[service.name]?.busyUntil ??
              0) < now,
        )
        .map(service => ({ repository, service })),
    );
    if (idle.length === 0) {
      return undefined;
    }
    const { repository, service } = this.#random.weighted(idle, one =>
      liveliness(one.service),
    );
    const directory = path.join(this.#directory, repository.location);
    const simulation =
      this.#simulations.get(repository.slug) ??
      (await this.#open(repository.slug, directory));
    const importer = FastImport.create(directory);
    const chain = await simulation.chain(importer, {
      service,
      mergedAt: now + Math.round(6000 / this.#speed),
      pace: livePace(this.#speed),
      size:
        wanted.size ?? (this.#random.chance(largeShare) ? 'large' : 'usual'),
    });
    const ids = await importer.finish();
    resolveCommits({
      chains: [chain],
      state: simulation.state,
      ids,
      trees: await readTrees(directory, [...ids.values()]),
    });
    this.#changes += 1;
    if (this.#changes % changesBetweenCleanings === 0) {
      await git(['gc', '--auto', '--quiet'], { cwd: directory });
    }
    return chain;
  }

  /** The gate held a chain back: what was in production before is still there. */
  giveUp(chain: Chain): void {
    const service = this.#states[chain.repository]?.services[chain.service];
    const production = chain.deployments.find(
      ({ tier }) => tier === 'production',
    );
    if (service && service.active.production?.id === production?.id) {
      service.active.production = production?.replaces;
    }
  }

  /** Goes on from what the repository really holds: an earlier run may have stopped between commit and note. */
  async #open(slug: string, directory: string): Promise<RepositorySimulation> {
    const repository = this.#organisation.repositories.find(
      r => r.slug === slug,
    );
    const state = this.#states[slug];
    if (!repository || !state) {
      throw new Error(`Nothing is known about the repository ${slug}`);
    }
    const refs = await readRefs(directory);
    state.head = refs.head;
    state.nextPullRequest = Math.max(
      state.nextPullRequest,
      refs.lastPullRequest + 1,
    );
    const simulation = RepositorySimulation.create({
      repository,
      state,
      people: this.#organisation.people,
      workspace: await readWorkspace(directory, refs.head),
      random: this.#random.fork(`${slug}/${state.nextPullRequest}`),
      idStride: ID_STRIDE,
    });
    this.#simulations.set(slug, simulation);
    return simulation;
  }
}

export interface LiveOrganisationOptions {
  organisation: Organisation;
  directory: string;
  /** By repository slug; kept up to date in place. */
  states: Record<string, RepositoryState>;
  /** 1: a change takes about half a minute to production. */
  speed: number;
  random: SeededRandom;
}

function liveliness(service: Service): number {
  return service.environments ? 1 : 0.2;
}
