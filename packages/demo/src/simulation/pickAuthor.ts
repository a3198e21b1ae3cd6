import type { Person, Service } from '../organisation/types';
import type { SeededRandom } from '../random/SeededRandom';

/** Who makes a change: mostly of the owning group, a few of them most of it, sometimes somebody else. */
export function pickAuthor(options: {
  service: Service;
  people: Person[];
  random: SeededRandom;
}): Person {
  const { service, people, random } = options;
  const team = people.filter(person => person.groups.includes(service.owner));
  const others = people.filter(person => !team.includes(person));
  if (team.length === 0 || (others.length > 0 && random.chance(0.14))) {
    return random.pick(others);
  }
  return random.weighted(team, person => 1 / (1.5 + team.indexOf(person)));
}
