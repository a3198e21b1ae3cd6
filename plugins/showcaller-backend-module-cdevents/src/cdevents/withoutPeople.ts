import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';

/** Fields of CDEvents that name people. */
const PEOPLE = new Set([
  'assignees',
  'creator',
  'requestor',
  'updatedBy',
  'user',
]);

/** The content of an event with hashes in place of people; `unknown` without a salt, for some fields must be there. */
export function withoutPeople(
  content: Record<string, unknown>,
  salt: string | undefined,
): Record<string, unknown> {
  const hash = (person: unknown): unknown => {
    if (Array.isArray(person)) {
      return person.map(hash);
    }
    return typeof person === 'string'
      ? hashIdentity(person, salt) ?? 'unknown'
      : person;
  };
  return Object.fromEntries(
    Object.entries(content).map(([name, value]) => [
      name,
      PEOPLE.has(name) ? hash(value) : value,
    ]),
  );
}
