import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';

/** Annotations that name a person in an outside system: `github.com/user-login`, `microsoft.com/email` … */
const NAMES_A_PERSON = /[/-](user-?login|login|user-?name|email)$/;
const EMAIL = /^[^@\s]+@[^@\s]+$/;

interface Profile {
  email?: unknown;
  displayName?: unknown;
}

/** Who a person is elsewhere. All in lower case. */
export interface Identities {
  ref: string;
  /** What belongs to this person alone: addresses, logins. */
  own: Set<string>;
  /** What may belong to others, too: the name of the entity, the name for people. */
  names: Set<string>;
}

/**
 * Everything by which a person of the catalog may appear as requester or author: reference, name, logins and addresses.
 * Commits made on a forge's pages carry an address made from the login, so that one counts, too.
 */
export function identitiesOf(user: Entity): Identities {
  const annotations = user.metadata.annotations ?? {};
  const profile = ((user.spec ?? {}).profile ?? {}) as Profile;
  const own = new Set<string>();
  const add = (value: unknown) => {
    const identity = typeof value === 'string' ? normalise(value) : '';
    if (identity) {
      own.add(identity);
    }
  };
  add(profile.email);
  for (const [key, value] of Object.entries(annotations)) {
    if (NAMES_A_PERSON.test(key)) {
      add(value);
    }
  }
  for (const value of (
    annotations[showcallerAnnotations.identities] ?? ''
  ).split(',')) {
    add(value);
  }
  for (const [vendor, separator] of [
    ['github.com', '+'],
    ['gitlab.com', '-'],
  ]) {
    const login = annotations[`${vendor}/user-login`];
    const id = annotations[`${vendor}/user-id`];
    if (login) {
      add(`${login}@users.noreply.${vendor}`);
      add(id && `${id}${separator}${login}@users.noreply.${vendor}`);
    }
  }
  const names = [user.metadata.name, profile.displayName].flatMap(name =>
    typeof name === 'string' && name.trim() ? [normalise(name)] : [],
  );
  return {
    ref: stringifyEntityRef(user).toLowerCase(),
    own,
    names: new Set(names),
  };
}

/** All of them, for comparing hashes. */
export function allIdentities({ ref, own, names }: Identities): string[] {
  return [...new Set([ref, ...names, ...own])];
}

/** Whether two entities stand for one person: the same entity, or one address or login in common. */
export function isSamePerson(one: Identities, other: Identities): boolean {
  return (
    one.ref === other.ref ||
    [...one.own].some(identity => other.own.has(identity))
  );
}

/** Whether somebody who is known by a login, an address, a name or a reference is this person. */
export function isKnownAs(person: Identities, identity: string): boolean {
  const wanted = normalise(identity);
  return (
    wanted === person.ref || person.own.has(wanted) || person.names.has(wanted)
  );
}

/** Whether it is an address, which is told to nobody. */
export function isAddress(identity: string): boolean {
  return EMAIL.test(identity);
}

function normalise(identity: string): string {
  return identity.trim().replace(/^@/, '').toLowerCase();
}
