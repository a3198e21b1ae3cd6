import { setTimeout as wait } from 'node:timers/promises';
import { deliver, type DeliveryTarget } from './deliver';
import type { DeliveryRun } from './deliveryRun';

/** What was measured. */
export interface OfferedRuns {
  /** Milliseconds from the 2xx of a deployment's webhook to its readable decision, ascending. */
  latencies: number[];
  /** Runs without a decision. */
  lost: number;
  /** From the first webhook to the last decision. */
  seconds: number;
}

/** Sends runs at a fixed rate whether or not the backend keeps up, and waits for the decision of each. */
export async function offerRuns(
  options: DeliveryTarget & {
    runs: Array<Omit<DeliveryRun, 'at'>>;
    runsPerSecond: number;
  },
): Promise<OfferedRuns> {
  const { runs, runsPerSecond, progress } = options;
  const begin = performance.now();
  const results: Array<Promise<number | undefined>> = [];
  for (const [index, run] of runs.entries()) {
    const due = begin + (index * 1000) / runsPerSecond;
    await wait(Math.max(0, due - performance.now()));
    results.push(deliver(options, run));
    if ((index + 1) % 100 === 0) {
      progress(`${index + 1} of ${runs.length} runs sent`);
    }
  }
  const settled = await Promise.all(results);
  const latencies = settled.filter(latency => latency !== undefined);
  return {
    latencies: latencies.sort((a, b) => a - b),
    lost: settled.length - latencies.length,
    seconds: (performance.now() - begin) / 1000,
  };
}
