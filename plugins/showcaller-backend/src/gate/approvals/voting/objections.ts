import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';
import { isAmong } from '../people/eligibility';
import {
  allIdentities,
  identitiesOf,
  isKnownAs,
  isSamePerson,
} from '../people/identitiesOf';
import type { DecisionContext } from './DecisionContext';

/** Why a person's approval does not count. */
export interface Objection {
  reason:
    | 'catalog-unread'
    | 'not-in-catalog'
    | 'not-eligible'
    | 'is-requester'
    | 'is-author';
  /** One sentence, to be read with the person's reference beside it. */
  words: string;
}

/** Whether a person had a hand in asking for what is decided. Who is not in the catalog is compared by reference alone. */
export function isRequester(ref: string, context: DecisionContext): boolean {
  const { askers, askerUsers, people } = context;
  const user = people?.get(ref.toLowerCase());
  if (!user) {
    return askers.some(asker => asker.toLowerCase() === ref.toLowerCase());
  }
  const identities = identitiesOf(user);
  return (
    askers.some(asker => isKnownAs(identities, asker)) ||
    askerUsers.some(other => isSamePerson(identities, identitiesOf(other)))
  );
}

/**
 * What speaks against a person approving, by the catalog as it is now. Checked when they vote, and again whenever the
 * approval is used: who has left the group does not count any more, and an author who became known later neither.
 *
 * The permission `showcaller.gate.approve` is checked when they vote and not again: the permission framework decides on
 * a person's own credentials, which the backend does not keep. Taking somebody out of the owning group is what revokes.
 */
export function objectionTo(
  ref: string,
  context: DecisionContext,
  salt: string,
): Objection | undefined {
  const { people, eligible, authors } = context;
  if (!people) {
    return {
      reason: 'catalog-unread',
      words:
        'The catalog cannot be read at the moment, so it is not known whether they still may',
    };
  }
  const user = people.get(ref.toLowerCase());
  if (!user) {
    return { reason: 'not-in-catalog', words: 'They are not in the catalog' };
  }
  if (!isAmong(user, eligible)) {
    return {
      reason: 'not-eligible',
      words:
        eligible.length > 0
          ? `They are not a direct member of ${eligible.join(' or ')}`
          : 'The catalog knows no owner who could approve it',
    };
  }
  if (isRequester(ref, context)) {
    return { reason: 'is-requester', words: 'They asked for it themselves' };
  }
  const hashes = new Set(
    allIdentities(identitiesOf(user)).map(identity =>
      hashIdentity(identity, salt),
    ),
  );
  if (authors.some(author => hashes.has(author))) {
    return {
      reason: 'is-author',
      words: 'They wrote one of the commits that it brings',
    };
  }
  return undefined;
}

const TOLD: Record<Objection['reason'], (owners: string) => string> = {
  'catalog-unread': () =>
    'The catalog cannot be read at the moment, so it is not known what you own. Try again.',
  'is-requester': () =>
    'You asked for this yourself; somebody else has to decide on it.',
  'is-author': () =>
    'You wrote one of the commits that it brings; somebody else has to decide on it.',
  'not-in-catalog': () =>
    'The catalog has no user for you, so it is not known what you own. Ask the platform team to add you.',
  'not-eligible': owners =>
    owners
      ? `Only direct members of ${owners} may decide on it.`
      : 'The catalog knows no owner of it, so nobody may decide on it. Give the entity an owner.',
};

/** The same, as what the person themselves is told. */
export function tellObjection(
  { reason }: Objection,
  eligible: string[],
): string {
  return TOLD[reason](eligible.join(' or '));
}
