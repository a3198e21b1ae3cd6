import { setTimeout as wait } from 'node:timers/promises';
import type { BackendUnderTest } from './BackendUnderTest';
import { DecisionWatch } from './DecisionWatch';
import { deploymentIdOf, type DeliveryRun, webhooksOf } from './deliveryRun';

/** What was measured; `latencies` in milliseconds, from the 2xx of the deployment webhook to the readable decision. */
export interface OfferedRuns {
  latencies: number[];
  lost: number;
  /** From the first webhook to the last decision. */
  seconds: number;
}

interface Offer {
  backend: BackendUnderTest;
  runs: DeliveryRun[];
  runsPerSecond: number;
  secret: string;
  progress: (text: string) => void;
}

/**
 * Sends runs at a fixed rate whether or not the backend keeps up, and waits for the decision of each. A run without
 * a decision after half a minute is lost.
 */
export async function offerRuns(options: Offer): Promise<OfferedRuns> {
  const { backend, runs, runsPerSecond, progress } = options;
  const watch = DecisionWatch.start(backend);
  const begin = performance.now();
  const results: Array<Promise<number | undefined>> = [];
  for (const [index, run] of runs.entries()) {
    const due = begin + (index * 1000) / runsPerSecond;
    await wait(Math.max(0, due - performance.now()));
    results.push(deliver(options, watch, { ...run, at: new Date() }));
    if ((index + 1) % (runsPerSecond * 10) === 0) {
      progress(`${index + 1} of ${runs.length} runs sent`);
    }
  }
  const settled = await Promise.all(results);
  const seconds = (performance.now() - begin) / 1000;
  await watch.stop();
  const latencies = settled.filter(
    (latency): latency is number => latency !== undefined,
  );
  return {
    latencies: latencies.sort((a, b) => a - b),
    lost: settled.length - latencies.length,
    seconds,
  };
}

async function deliver(
  { backend, secret }: Offer,
  watch: DecisionWatch,
  run: DeliveryRun,
): Promise<number | undefined> {
  const webhooks = webhooksOf(run, secret);
  for (const step of ['push', 'started', 'finished', 'deployment'] as const) {
    await backend.postWebhook(webhooks[step].headers, webhooks[step].body);
  }
  const accepted = performance.now();
  const decided = await watch.decisionOf(run.repository, deploymentIdOf(run));
  await backend.postWebhook(webhooks.deployed.headers, webhooks.deployed.body);
  return decided === undefined ? undefined : Math.max(0, decided - accepted);
}
