import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  type ConditionalPolicyDecision,
  isResourcePermission,
  type Permission,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { grantOf } from './permissionGrants';

/** Who is who; complete entity references in lower case. @public */
export interface ShowcallerPermissionPolicyOptions {
  /** Have every permission. */
  platformGroups: string[];
  /**
   * May also see raw events, unmapped repositories and imports of the whole portal, and correct labels, report incidents,
   * upload evidence and run backfills of every entity.
   */
  sreGroups: string[];
  /** Groups or users that may see the same as the SRE groups, and change nothing. */
  auditors: string[];
}

const ALLOW: PolicyDecision = { result: AuthorizeResult.ALLOW };
const DENY: PolicyDecision = { result: AuthorizeResult.DENY };

/**
 * The default policy: signed-in people read and use self-service, owners remove what they own,
 * operators see the machine room, the platform groups may do everything, anybody else nothing.
 *
 * @public
 */
export class ShowcallerPermissionPolicy implements PermissionPolicy {
  readonly #platform: ReadonlySet<string>;
  readonly #operators: ReadonlySet<string>;
  readonly #sre: ReadonlySet<string>;

  static create(
    options: ShowcallerPermissionPolicyOptions,
  ): ShowcallerPermissionPolicy {
    return new ShowcallerPermissionPolicy(options);
  }

  private constructor(options: ShowcallerPermissionPolicyOptions) {
    this.#platform = new Set(options.platformGroups);
    this.#sre = new Set(options.sreGroups);
    this.#operators = new Set([...options.sreGroups, ...options.auditors]);
  }

  /** Decides one request; never throws, and denies callers without an identity. */
  async handle(
    { permission }: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!user) {
      return DENY;
    }
    const claims = claimsOf(user);

    if (claims.some(claim => this.#platform.has(claim))) {
      return ALLOW;
    }
    switch (grantOf(permission)) {
      case 'signedIn':
        return ALLOW;
      case 'operators':
        return claims.some(claim => this.#operators.has(claim)) ? ALLOW : DENY;
      case 'sre':
        return claims.some(claim => this.#sre.has(claim)) ? ALLOW : DENY;
      case 'owners':
        return ownedBy(permission, claims);
      default:
        return DENY;
    }
  }
}

/** Everything that the person is or belongs to, once each, spelled as the catalog does. */
function claimsOf({ info }: PolicyQueryUser): string[] {
  const refs = [info.userEntityRef, ...info.ownershipEntityRefs];
  return [...new Set(refs.map(ref => ref.toLocaleLowerCase('en-US')))];
}

/**
 * The catalog's own rule `IS_ENTITY_OWNER`, written out in the form that it travels in, so that
 * the module does not pull in the whole catalog backend. A test holds it against the catalog's factory.
 */
function ownedBy(permission: Permission, claims: string[]): PolicyDecision {
  if (!isResourcePermission(permission, RESOURCE_TYPE_CATALOG_ENTITY)) {
    return DENY;
  }
  const decision: ConditionalPolicyDecision = {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'catalog',
    resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
    conditions: {
      rule: 'IS_ENTITY_OWNER',
      resourceType: RESOURCE_TYPE_CATALOG_ENTITY,
      params: { claims },
    },
  };
  return decision;
}
