import fs from 'node:fs/promises';
import path from 'node:path';
import type { Organisation, Repository, Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';
import { FastImport } from '../repositories/FastImport';
import {
  createBareRepository,
  readTrees,
} from '../repositories/bareRepository';
import { Workspace } from '../repositories/Workspace';
import { workingTimes } from './calendar';
import { realPace } from './pace';
import { RepositorySimulation } from './RepositorySimulation';
import { resolveCommits } from './resolveCommits';
import type { Chain, RepositoryState } from './types';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Months before the reported window: git history only, at a lower rate. */
const quietDays = 365;
const quietRate = 0.35;
/** Deployments that a change leads to on average; some stop at the tests or in staging. */
const deploymentsPerChange = 1.74;
/** The last hours stay free, so that everything the history tells has ended by now. */
const margin = 2 * HOUR;
const parallel = 3;

export interface HistoryOptions {
  organisation: Organisation;
  /** Bare repositories are written below it, at their `location`. */
  directory: string;
  seed: number;
  /** Epoch milliseconds: the end of the history. */
  anchor: number;
  /** Length of the reported window. */
  days: number;
  /** Wanted number of deployments, at least. */
  deployments: number;
  /** Told after each repository. */
  onRepository?: (done: number, total: number) => void;
}

export interface GeneratedHistory {
  /** Oldest first. */
  chains: Chain[];
  /** By repository slug. */
  states: Record<string, RepositoryState>;
}

/**
 * Writes the organisation's repositories and invents what happened in them. The same seed and anchor give the same
 * commits and chains, bit for bit.
 */
export async function generateHistory(
  options: HistoryOptions,
): Promise<GeneratedHistory> {
  const { repositories } = options.organisation;
  const counts = changesPerService(options);
  const chains: Chain[] = [];
  const states: Record<string, RepositoryState> = {};
  const waiting = [...repositories.entries()];
  let done = 0;
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, repository] = next;
      const generated = await generateRepository({
        ...options,
        repository,
        counts,
        firstId: firstId(options.anchor) + index,
      });
      chains.push(...generated.chains);
      states[repository.slug] = generated.state;
      done += 1;
      options.onRepository?.(done, repositories.length);
    }
  };
  await Promise.all(Array.from({ length: parallel }, worker));
  chains.sort(
    (a, b) =>
      a.pullRequest.mergedAt - b.pullRequest.mergedAt ||
      a.id.localeCompare(b.id),
  );
  return { chains, states };
}

/** Gap between ids of one repository: every repository has its own residue. */
export const ID_STRIDE = 64;

/**
 * Where ids of a generated history begin. It grows with the anchor faster than any history uses ids up, so that a
 * history made later never repeats the ids of an earlier one.
 */
function firstId(anchor: number): number {
  const seconds = Math.floor((anchor - Date.UTC(2026, 0, 1)) / 1000);
  return seconds * 2000;
}

async function generateRepository(
  options: HistoryOptions & {
    repository: Repository;
    counts: Map<string, number>;
    firstId: number;
  },
): Promise<{ chains: Chain[]; state: RepositoryState }> {
  const { repository, anchor, days, counts } = options;
  const directory = path.join(options.directory, repository.location);
  await fs.rm(directory, { recursive: true, force: true });
  await createBareRepository(directory);
  const importer = FastImport.create(directory);
  const random = SeededRandom.create(options.seed).fork(repository.slug);
  const state: RepositoryState = {
    head: '',
    nextPullRequest: 1,
    nextRun: 1,
    nextId: options.firstId,
    nextRelease: 4,
    experience: {},
    services: {},
  };
  const simulation = RepositorySimulation.create({
    repository,
    state,
    people: options.organisation.people,
    workspace: Workspace.create(),
    random: random.fork('changes'),
    idStride: ID_STRIDE,
  });
  const windowStart = anchor - days * DAY;
  const begin = windowStart - quietDays * DAY;
  await simulation.begin(importer, begin - DAY);
  for (const { at, service } of schedule({
    services: repository.services,
    from: begin,
    to: windowStart,
    random: random.fork('quiet'),
    count: name =>
      Math.round(((counts.get(name) ?? 0) * quietRate * quietDays) / days),
  })) {
    await simulation.commit(importer, service, at);
  }
  const chains: Chain[] = [];
  for (const { at, service } of schedule({
    services: repository.services,
    from: windowStart,
    to: anchor - margin,
    random: random.fork('window'),
    count: name => counts.get(name) ?? 0,
  })) {
    chains.push(
      await simulation.chain(importer, {
        service,
        mergedAt: at,
        pace: realPace,
      }),
    );
  }
  const ids = await importer.finish();
  const trees = await readTrees(directory);
  resolveCommits({ chains, state, ids, trees });
  return { chains, state };
}

function schedule(options: {
  services: Service[];
  from: number;
  to: number;
  random: SeededRandom;
  count: (service: string) => number;
}): Array<{ at: number; service: Service }> {
  return options.services
    .flatMap(service =>
      workingTimes({
        from: options.from,
        to: options.to,
        count: options.count(service.name),
        random: options.random.fork(service.name),
      }).map(at => ({ at, service })),
    )
    .sort((a, b) => a.at - b.at);
}

/** Busy services change more often: what customers see, and what is critical. */
function changesPerService(options: HistoryOptions): Map<string, number> {
  const byType = { website: 1.5, service: 1.1, worker: 0.8, library: 0.45 };
  const services = options.organisation.repositories.flatMap(r => r.services);
  const weight = (service: Service) =>
    byType[service.type] * (1.25 - 0.15 * Math.min(4, service.criticality));
  const total = services
    .filter(service => service.environments)
    .reduce((sum, service) => sum + weight(service), 0);
  const changes = options.deployments / deploymentsPerChange;
  return new Map(
    services.map(service => [
      service.name,
      Math.ceil((changes * weight(service)) / total),
    ]),
  );
}
