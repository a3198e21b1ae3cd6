import { parseEntityRef } from '@backstage/catalog-model';
import type { PageRequest } from '@showcaller/backstage-plugin-showcaller-common';
import type { Query } from './BackendRequests';

/** `component/default/payments-api`. */
export function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/');
}

export function pageQuery(page: PageRequest | undefined): Query {
  return { limit: page?.limit, offset: page?.offset };
}
