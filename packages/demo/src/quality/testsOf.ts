import type { Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';
import { pascalCase, subjectsOf } from '../repositories/vocabulary';

export interface ServiceTest {
  suite: string;
  name: string;
}

const behaviours = [
  'accepts a valid request',
  'refuses a request without a session',
  'answers within the deadline',
  'keeps what was stored after a restart',
  'retries when the database is away',
  'handles an empty list',
  'does not repeat a payment',
  'rounds amounts to cents',
  'logs what it refuses',
];

/** The test suite of a service, the same every time: 27 to 63 tests. */
export function testsOf(service: Service): ServiceTest[] {
  const random = SeededRandom.create(`tests/${service.name}`);
  const subjects = subjectsOf(service).slice(0, random.integer(3, 7));
  return subjects.flatMap(subject => {
    const suite = `${pascalCase(subject)}Test`;
    return behaviours.map(behaviour => ({
      suite,
      name: `${suite} ${behaviour}`,
    }));
  });
}
