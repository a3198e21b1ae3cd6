import type { Service } from '../organisation/types';
import { benchmarksOf } from '../quality/benchmarksOf';
import { librariesOf } from '../quality/librariesOf';
import { testsOf } from '../quality/testsOf';
import type { SeededRandom } from '../random/SeededRandom';
import type { ChainQuality, ServiceState } from './types';

const updateShare = 0.09;
const majorShare = 0.3;
const regressionShare = 0.06;
/** A benchmark that got slower by more than this counts as a regression. */
const clearlySlower = 0.08;
/** Run to run, benchmarks of the same code differ by about this much. */
const noise = 0.012;

/** What tests, benchmarks and libraries look like after a change; moves the service's state on. */
export function planQuality(options: {
  service: Service;
  own: ServiceState;
  flaky: boolean;
  broken: boolean;
  random: SeededRandom;
}): { quality: ChainQuality; slower: boolean; majorUpdate: boolean } {
  const { service, own, flaky, broken, random } = options;
  const measured = (own.measured ??= {
    benchmarks: benchmarksOf(service),
    packages: librariesOf(service),
  });
  const tests = testsOf(service);
  const some = (count: number) =>
    Array.from({ length: count }, () => random.pick(tests).name);

  const update = random.chance(updateShare)
    ? updateOne(measured.packages, random)
    : undefined;
  const slower =
    Object.keys(measured.benchmarks).length > 0 &&
    random.chance(regressionShare);
  for (const name of Object.keys(measured.benchmarks)) {
    // A regression is found and mended sooner or later: the figures drift back.
    const home = benchmarksOf(service)[name];
    const drift = slower ? 1 + clearlySlower + 0.2 * random.uniform() : 1;
    measured.benchmarks[name] =
      (0.7 * measured.benchmarks[name] + 0.3 * home) * drift;
  }
  return {
    quality: {
      flakyTests: flaky ? some(random.integer(1, 2)) : [],
      brokenTests: broken ? some(random.integer(1, 4)) : [],
      benchmarks: Object.entries(measured.benchmarks).map(([name, value]) => ({
        name,
        value: Number((value * (1 + random.normal(0, noise))).toFixed(3)),
      })),
      packages: { ...measured.packages },
    },
    slower,
    majorUpdate: update === 'major',
  };
}

function updateOne(
  packages: Record<string, string>,
  random: SeededRandom,
): 'major' | 'minor' {
  const name = random.pick(Object.keys(packages));
  const [major, minor] = packages[name].split('.').map(Number);
  if (random.chance(majorShare)) {
    packages[name] = `${major + 1}.0.0`;
    return 'major';
  }
  packages[name] = `${major}.${minor + 1}.0`;
  return 'minor';
}
