import { showcallerGateOverridePermission } from '@showcaller/backstage-plugin-showcaller-common';
import { isAmong } from '../people/eligibility';
import { identitiesOf, isSamePerson } from '../people/identitiesOf';
import { Refusal } from '../refusals';
import type { DecisionContext } from '../voting/DecisionContext';
import { isRequester } from '../voting/objections';

interface Facts {
  context: DecisionContext;
  /** Holds the permission for all. */
  permitted: boolean;
}

/** Why a person may not let it through: only owners, and whoever may do so for all. */
export function objectionToOverriding(
  ref: string,
  { context, permitted }: Facts,
): Refusal | undefined {
  const { people, owners } = context;
  if (permitted) {
    return undefined;
  }
  if (!people) {
    return unread();
  }
  const user = people.get(ref.toLowerCase());
  if (user && isAmong(user, owners)) {
    return undefined;
  }
  return new Refusal(
    user ? 'not-eligible' : 'not-in-catalog',
    `Only owners of ${context.decision.entityRef} or holders of ${showcallerGateOverridePermission.name} may do this.`,
  );
}

/** Why a person may not be the second one: the same person, the requester, or nobody who could have overridden it. */
export function objectionToReviewing(
  ref: string,
  facts: Facts & { by: string },
): Refusal | undefined {
  const { by, context } = facts;
  if (!context.people) {
    return unread();
  }
  if (isSame(ref, by, context)) {
    return new Refusal(
      'same-person',
      'You let it through yourself; a second person has to look at it.',
    );
  }
  if (isRequester(ref, context)) {
    return new Refusal(
      'is-requester',
      'You asked for this deployment yourself; somebody else has to look at it.',
    );
  }
  return objectionToOverriding(ref, facts);
}

function unread(): Refusal {
  return new Refusal(
    'catalog-unread',
    'The catalog cannot be read at the moment, so it is not known who you are and what you own. Try again.',
  );
}

function isSame(
  one: string,
  other: string,
  { people }: DecisionContext,
): boolean {
  if (one.toLowerCase() === other.toLowerCase()) {
    return true;
  }
  const [first, second] = [one, other].map(ref =>
    people?.get(ref.toLowerCase()),
  );
  return (
    first !== undefined &&
    second !== undefined &&
    isSamePerson(identitiesOf(first), identitiesOf(second))
  );
}
