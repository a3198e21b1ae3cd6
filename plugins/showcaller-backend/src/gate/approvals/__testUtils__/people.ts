import type { Entity } from '@backstage/catalog-model';

/** A user of the catalog, with the groups that they are in. */
export function userOf(
  name: string,
  more: {
    groups?: string[];
    email?: string;
    annotations?: Record<string, string>;
  } = {},
): Entity {
  const { groups = [], email, annotations } = more;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name, namespace: 'default', annotations },
    spec: { profile: { displayName: `${name} doe`, email } },
    relations: groups.map(targetRef => ({ type: 'memberOf', targetRef })),
  };
}

/** A component with its owner. */
export function componentOf(name: string, owner?: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name, namespace: 'default' },
    relations: owner ? [{ type: 'ownedBy', targetRef: owner }] : [],
  };
}
