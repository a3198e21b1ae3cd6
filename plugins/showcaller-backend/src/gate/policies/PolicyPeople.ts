import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import { showcallerPolicyManagePermission } from '@showcaller/backstage-plugin-showcaller-common';
import { hashIdentity } from '@showcaller/backstage-plugin-showcaller-node';
import type { Callers } from '../approvals/people/Callers';
import type { CatalogPeople } from '../approvals/people/CatalogPeople';
import { allIdentities, identitiesOf } from '../approvals/people/identitiesOf';
import type { Person } from './secondPerson';

/** Who of the catalog asks, and what they may do with policies. */
export class PolicyPeople {
  readonly #callers: Callers;
  readonly #people: CatalogPeople;
  readonly #salt: () => Promise<string>;

  static create(options: {
    callers: Callers;
    people: CatalogPeople;
    salt: () => Promise<string>;
  }): PolicyPeople {
    return new PolicyPeople(options);
  }

  private constructor(options: Parameters<typeof PolicyPeople.create>[0]) {
    this.#callers = options.callers;
    this.#people = options.people;
    this.#salt = options.salt;
  }

  /** Undefined for a service, and for one that acts for a person. */
  async of(
    credentials: BackstageCredentials,
  ): Promise<(Person & { mayManage: boolean }) | undefined> {
    const caller = this.#callers.read(credentials);
    const { kind, ref } = caller;
    if (kind !== 'person') {
      return undefined;
    }
    const user = (await this.#people.load([ref])).get(ref.toLowerCase());
    const identities = user ? allIdentities(identitiesOf(user)) : [ref];
    const salt = await this.#salt();
    return {
      ref,
      identities: new Set(identities),
      hashes: new Set(
        identities.flatMap(identity => hashIdentity(identity, salt) ?? []),
      ),
      mayManage: await this.#callers.isAllowed(
        caller,
        showcallerPolicyManagePermission,
      ),
    };
  }
}
