import type { Service } from '../organisation/types';
import type { SeededRandom } from '../random/SeededRandom';
import { subjectsOf } from '../repositories/vocabulary';
import type { ChangeKind } from './types';

const verbs: Record<ChangeKind, readonly string[]> = {
  feature: ['Add', 'Support', 'Show', 'Introduce', 'Extend'],
  fix: ['Fix', 'Fix wrong', 'Fix missing', 'Fix race in', 'Fix empty'],
  refactoring: ['Split', 'Simplify', 'Move', 'Rename', 'Untangle'],
  configuration: ['Tune', 'Raise limit of', 'Configure', 'Update settings of'],
  tests: ['Cover', 'Test', 'Speed up tests of', 'Assert more about'],
};
const places = [
  'for returning customers',
  'in the new layout',
  'behind a flag',
  'for large orders',
  'when the cache is cold',
  'on slow connections',
  'after a time-out',
];

/** Title of a pull request, e.g. `Fix wrong tax total for large orders`. */
export function changeTitle(
  kind: ChangeKind,
  service: Service,
  random: SeededRandom,
): string {
  const place = random.chance(0.4) ? ` ${random.pick(places)}` : '';
  return `${random.pick(verbs[kind])} ${random.pick(
    subjectsOf(service),
  )}${place}`;
}
