import { Refusal } from '../approvals/refusals';
import type { PolicyState, StoredBundle } from './types';

/** Who wants to activate. */
export interface Person {
  /** Full reference of the user. */
  ref: string;
  /** Everything else that the person is known by: addresses, logins, names. Lower case. */
  identities: ReadonlySet<string>;
  /** Salted hashes of all of these. */
  hashes: ReadonlySet<string>;
}

/** Why somebody may not be the second person, or undefined. */
export function secondPersonObjection(options: {
  person: Person;
  proposal: NonNullable<PolicyState['proposal']>;
  bundle: Pick<StoredBundle, 'createdBy' | 'authorHash'>;
}): Refusal | undefined {
  const { person, proposal, bundle } = options;
  const isThem = (who: string) => {
    const name = who.toLocaleLowerCase('en-US');
    return (
      name === person.ref.toLocaleLowerCase('en-US') ||
      person.identities.has(name)
    );
  };
  if (isThem(proposal.by)) {
    return new Refusal(
      'same-person',
      'You proposed this bundle; somebody else has to activate it.',
    );
  }
  if (isThem(bundle.createdBy)) {
    return new Refusal(
      'same-person',
      'You wrote this bundle; somebody else has to activate it.',
    );
  }
  if (bundle.authorHash && person.hashes.has(bundle.authorHash)) {
    return new Refusal(
      'same-person',
      'You committed this bundle; somebody else has to activate it.',
    );
  }
  return undefined;
}
