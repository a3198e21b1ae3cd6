import type { Entity } from '@backstage/catalog-model';

function entity(
  kind: string,
  name: string,
  relations: Array<[string, string]> = [],
  annotated = true,
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: {
      name,
      namespace: 'default',
      annotations: annotated
        ? { 'github.com/project-slug': `shop/${name}` }
        : {},
    },
    relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
  };
}

/** A shop of four annotated components and one without annotation, an API, two resources and a system. */
export const shopEntities: Entity[] = [
  entity('Component', 'payments', [['ownedBy', 'group:default/pay']]),
  entity('Component', 'cart'),
  entity('Component', 'search'),
  entity('Component', 'quiet'),
  entity('Component', 'bare', [], false),
  entity('API', 'payments-api', [
    ['apiProvidedBy', 'component:default/payments'],
  ]),
  entity('Resource', 'ledger', [
    ['dependencyOf', 'component:default/payments'],
    ['dependencyOf', 'component:default/cart'],
  ]),
  entity('Resource', 'orphan'),
  entity('System', 'shop', [
    ['hasPart', 'component:default/quiet'],
    ['hasPart', 'component:default/cart'],
    ['hasPart', 'component:default/search'],
    ['hasPart', 'component:default/payments'],
  ]),
];
