import { setTimeout as wait } from 'node:timers/promises';
import type {
  DeploymentRow,
  Page,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendUnderTest } from './BackendUnderTest';
import { deploymentIdOf, type DeliveryRun, webhooksOf } from './deliveryRun';

const POLL_MS = 10;
const GIVE_UP_MS = 30_000;

/** What was measured; `latencies` in milliseconds, from the 2xx of the deployment webhook to the readable decision. */
export interface OfferedRuns {
  latencies: number[];
  lost: number;
  /** From the first webhook to the last decision. */
  seconds: number;
}

/**
 * Sends runs at a fixed rate whether or not the backend keeps up, and waits for the decision of each. A run without
 * a decision after half a minute is lost.
 */
export async function offerRuns(options: {
  backend: BackendUnderTest;
  runs: DeliveryRun[];
  runsPerSecond: number;
  secret: string;
  entityOf: (repository: string) => string;
  progress: (text: string) => void;
}): Promise<OfferedRuns> {
  const { backend, runs, runsPerSecond, progress } = options;
  const begin = performance.now();
  const results: Array<Promise<number | undefined>> = [];
  for (const [index, run] of runs.entries()) {
    const due = begin + (index * 1000) / runsPerSecond;
    await wait(Math.max(0, due - performance.now()));
    results.push(deliver({ ...options, run: { ...run, at: new Date() } }));
    if ((index + 1) % (runsPerSecond * 10) === 0) {
      progress(`${index + 1} of ${runs.length} runs sent`);
    }
  }
  const settled = await Promise.all(results);
  const latencies = settled.filter(
    (latency): latency is number => latency !== undefined,
  );
  await backend.get('health');
  return {
    latencies: latencies.sort((a, b) => a - b),
    lost: settled.length - latencies.length,
    seconds: (performance.now() - begin) / 1000,
  };
}

async function deliver(options: {
  backend: BackendUnderTest;
  run: DeliveryRun;
  secret: string;
  entityOf: (repository: string) => string;
}): Promise<number | undefined> {
  const { backend, run, secret, entityOf } = options;
  const webhooks = webhooksOf(run, secret);
  for (const step of ['push', 'started', 'finished', 'deployment'] as const) {
    await backend.postWebhook(webhooks[step].headers, webhooks[step].body);
  }
  const accepted = performance.now();
  const listing = `delivery/entities/${entityOf(
    run.repository,
  )}/deployments?limit=10`;
  while (performance.now() - accepted < GIVE_UP_MS) {
    const page = await backend.get<Page<DeploymentRow>>(listing);
    if (page.items.some(row => row.id === deploymentIdOf(run) && row.outcome)) {
      const latency = performance.now() - accepted;
      await backend.postWebhook(
        webhooks.deployed.headers,
        webhooks.deployed.body,
      );
      return latency;
    }
    await wait(POLL_MS);
  }
  return undefined;
}
