import { setTimeout as wait } from 'node:timers/promises';
import type { EventLoopDelay } from './backendMessages';
import { BackendUnderTest } from './BackendUnderTest';
import type { BenchDatabase } from './databases';
import { DecisionWatch } from './DecisionWatch';
import type { DeliveryTarget } from './deliver';
import { measureCapacity } from './measureCapacity';
import { offerRuns, type OfferedRuns } from './offerRuns';
import type { PreparedServices } from './prepareServices';

const CAPACITY_SECONDS = 30;
const CAPACITY_RUNS = 800;
/** Shares of the capacity that are offered in turn until one is kept up with. */
const SHARES = [0.75, 0.55, 0.4];
/** Never more than this is offered: a little above a million runs a day. */
const MOST_PER_SECOND = 12;
const SUSTAINED_SECONDS = 40;
/** Kept up with: nothing is lost and 99 % are decided within this. */
const KEPT_UP_MS = 1000;
/** A young process compiles and fills its caches; how it behaves is measured after this. */
const GROWN_UP_MS = 60_000;
const IDLE_MS = 10_000;
/** What hangs is ended after this, so that the suite ends in any case. */
const LONGEST_MS = 6 * 60_000;
const DAY_S = 86_400;

/** Figures of one database. */
export interface PipelineFigures {
  runs_per_day: number;
  p50_ms: number;
  p99_ms: number;
  lost: number;
  offered_per_day: number;
  /** With the next run always waiting. */
  capacity_per_day: number;
  /** Of the backend under the offered load. */
  event_loop_p50_ms: number;
  event_loop_p99_ms: number;
  event_loop_max_ms: number;
  /** Of the backend when nothing is sent. */
  event_loop_idle_p50_ms: number;
  event_loop_idle_p99_ms: number;
  event_loop_idle_max_ms: number;
}

/** A steady load and how the backend did under it. */
interface Sustained {
  runsPerSecond: number;
  offered: OfferedRuns;
  busy: EventLoopDelay['eventLoop'];
}

/** How many runs {@link measurePipeline} may want. */
export function runsWanted(sustainedRuns?: number): number {
  const sustained = sustainedRuns ?? MOST_PER_SECOND * SUSTAINED_SECONDS;
  return CAPACITY_RUNS + SHARES.length * sustained;
}

/**
 * Starts a backend on a database, finds out how much it gets through, lets it rest, and offers it a steady share of
 * that for 40 s (or `sustainedRuns`); a smaller share when it does not keep up. Drops the
 * database.
 */
export async function measurePipeline(options: {
  database: BenchDatabase;
  services: PreparedServices;
  sustainedRuns?: number;
  progress: (text: string) => void;
}): Promise<PipelineFigures> {
  const { database, services, sustainedRuns, progress } = options;
  progress('starting a backend');
  const started = performance.now();
  const backend = await BackendUnderTest.start({
    entities: services.entities,
    config: { ...services.config, backend: { database: database.config } },
    log: progress,
  });
  const limit = setTimeout(() => backend.kill(), LONGEST_MS);
  const watch = DecisionWatch.start(backend);
  try {
    await backend.imported(services.names.length);
    const target = { backend, watch, progress };
    const capacity = await measureCapacity({
      ...target,
      runs: services.runs.slice(0, CAPACITY_RUNS),
      senders: services.names.length,
      seconds: CAPACITY_SECONDS,
    });
    if (capacity === 0) {
      throw new Error(`${database.name}: no run was decided`);
    }
    progress(`gets through ${capacity.toFixed(1)} runs a second`);
    await wait(Math.max(0, started + GROWN_UP_MS - performance.now()));
    await backend.settled();
    const idleDelay = backend.watchEventLoop();
    await wait(IDLE_MS);
    const idle = await idleDelay();
    const sustained = await sustain({
      ...target,
      capacity,
      runs: services.runs.slice(CAPACITY_RUNS),
      sustainedRuns,
    });
    return toFigures({ capacity, idle, ...sustained });
  } finally {
    await watch.stop();
    await backend.stop();
    clearTimeout(limit);
    await database.drop();
  }
}

async function sustain(
  options: DeliveryTarget & {
    capacity: number;
    runs: PreparedServices['runs'];
    sustainedRuns?: number;
  },
): Promise<Sustained> {
  const { backend, capacity, sustainedRuns, progress } = options;
  const runs = [...options.runs];
  const most = Math.min(capacity, MOST_PER_SECOND / SHARES[0]);
  for (let attempt = 0; ; attempt++) {
    const runsPerSecond = most * SHARES[attempt];
    progress(`is offered ${runsPerSecond.toFixed(1)} runs a second`);
    const delay = backend.watchEventLoop();
    const offered = await offerRuns({
      ...options,
      runs: runs.splice(
        0,
        sustainedRuns ?? Math.ceil(runsPerSecond * SUSTAINED_SECONDS),
      ),
      runsPerSecond,
    });
    const busy = await delay();
    const keptUp =
      offered.lost === 0 && quantile(offered.latencies, 0.99) <= KEPT_UP_MS;
    if (keptUp || attempt === SHARES.length - 1) {
      return { runsPerSecond, offered, busy };
    }
    progress('does not keep up');
    await backend.settled();
  }
}

function toFigures(
  measured: Sustained & { capacity: number; idle: EventLoopDelay['eventLoop'] },
): PipelineFigures {
  const { capacity, runsPerSecond, offered, busy, idle } = measured;
  const { latencies, seconds, lost } = offered;
  const tenths = (value: number) => Math.round(value * 10) / 10;
  return {
    runs_per_day: Math.round((latencies.length / seconds) * DAY_S),
    p50_ms: Math.round(quantile(latencies, 0.5)),
    p99_ms: Math.round(quantile(latencies, 0.99)),
    lost,
    offered_per_day: Math.round(runsPerSecond * DAY_S),
    capacity_per_day: Math.round(capacity * DAY_S),
    event_loop_p50_ms: tenths(busy.p50),
    event_loop_p99_ms: tenths(busy.p99),
    event_loop_max_ms: tenths(busy.max),
    event_loop_idle_p50_ms: tenths(idle.p50),
    event_loop_idle_p99_ms: tenths(idle.p99),
    event_loop_idle_max_ms: tenths(idle.max),
  };
}

/** NaN of no values. */
function quantile(ascending: number[], share: number): number {
  const index = Math.floor(share * ascending.length);
  return ascending[Math.min(ascending.length - 1, index)] ?? NaN;
}
