import type { Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';

/** Invented libraries per language, so that nobody's real package is said to be at fault. */
const families: Record<Service['language'], string> = {
  typescript: 'npm',
  java: 'maven',
  go: 'golang',
  python: 'pypi',
};
const roles = [
  'http-server',
  'json-codec',
  'db-client',
  'cache-client',
  'queue-client',
  'metrics',
  'logging',
  'validation',
  'retry',
  'money',
  'templates',
  'tracing',
];

/** The libraries a service uses at first, by package URL without version. */
export function librariesOf(service: Service): Record<string, string> {
  const random = SeededRandom.create(`libraries/${service.name}`);
  return Object.fromEntries(
    roles.map(role => [
      `pkg:${families[service.language]}/brightlib-${role}`,
      `${random.integer(1, 6)}.${random.integer(0, 20)}.0`,
    ]),
  );
}
