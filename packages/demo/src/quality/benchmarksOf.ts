import type { Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';

/** The most critical services measure themselves with every change: median times in milliseconds. */
export function benchmarksOf(service: Service): Record<string, number> {
  if (service.criticality > 2 || !service.environments) {
    return {};
  }
  const random = SeededRandom.create(`benchmarks/${service.name}`);
  return {
    'handle one request': random.logNormal(12, 0.5),
    'read a page of 50': random.logNormal(35, 0.4),
    'start up': random.logNormal(2200, 0.3),
  };
}
