import { deliver, type DeliveryTarget } from './deliver';
import type { DeliveryRun } from './deliveryRun';

/**
 * Runs per second that a backend gets through when the next one always waits: each sender begins a run when its last
 * one is decided. The first half of the time warms up and is not counted. Ends early when there are no more runs; 0
 * when fewer than two were decided.
 */
export async function measureCapacity(
  options: DeliveryTarget & {
    runs: Array<Omit<DeliveryRun, 'at'>>;
    senders: number;
    seconds: number;
  },
): Promise<number> {
  const { runs, senders, seconds } = options;
  const begin = performance.now();
  const decided: number[] = [];
  const waiting = runs.values();
  const send = async () => {
    for (const run of waiting) {
      if ((await deliver(options, run)) !== undefined) {
        decided.push(performance.now());
      }
      if (performance.now() > begin + seconds * 1000) {
        return;
      }
    }
  };
  await Promise.all(Array.from({ length: senders }, send));
  const counted = decided.filter(at => at > begin + seconds * 500);
  const took = ((counted.at(-1) ?? 0) - (counted[0] ?? 0)) / 1000;
  return took > 0 ? (counted.length - 1) / took : 0;
}
