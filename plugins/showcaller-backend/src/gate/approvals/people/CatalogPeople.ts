import type { AuthService } from '@backstage/backend-plugin-api';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { chunksOf } from '../../../database/chunksOf';

const FIELDS = ['kind', 'metadata', 'spec.profile', 'relations'];
const AT_ONCE = 100;
const LOGIN_KEYS = [
  'metadata.name',
  'metadata.annotations.github.com/user-login',
  'metadata.annotations.gitlab.com/user-login',
  'spec.profile.email',
];

/**
 * People and the entities that they decide on, as the catalog has them now. Nothing is remembered: somebody who left a
 * group a second ago is not in it. Read with the backend's own credentials, so what a caller may see plays no part.
 */
export class CatalogPeople {
  readonly #catalog: CatalogService;
  readonly #auth: AuthService;

  static create(options: {
    catalog: CatalogService;
    auth: AuthService;
  }): CatalogPeople {
    return new CatalogPeople(options);
  }

  private constructor(options: { catalog: CatalogService; auth: AuthService }) {
    this.#catalog = options.catalog;
    this.#auth = options.auth;
  }

  /** Those of the references that the catalog has, by reference in lower case; a hundred for each request. */
  async load(entityRefs: Iterable<string>): Promise<Map<string, Entity>> {
    const wanted = [...new Set([...entityRefs].map(ref => ref.toLowerCase()))];
    const found = new Map<string, Entity>();
    if (wanted.length === 0) {
      return found;
    }
    const credentials = await this.#auth.getOwnServiceCredentials();
    for (const chunk of chunksOf(wanted, AT_ONCE)) {
      const { items } = await this.#catalog.getEntitiesByRefs(
        { entityRefs: chunk, fields: FIELDS },
        { credentials },
      );
      for (const entity of items) {
        if (entity) {
          found.set(stringifyEntityRef(entity).toLowerCase(), entity);
        }
      }
    }
    return found;
  }

  /** The one user of the catalog who is known by this reference, login, name or address; undefined when none, or several. */
  async findUser(identity: string): Promise<Entity | undefined> {
    const wanted = identity.trim().replace(/^@/, '');
    if (/^user:/i.test(wanted)) {
      return (await this.load([wanted])).get(wanted.toLowerCase());
    }
    if (!wanted) {
      return undefined;
    }
    const credentials = await this.#auth.getOwnServiceCredentials();
    const { items } = await this.#catalog.getEntities(
      {
        filter: LOGIN_KEYS.map(key => ({ kind: 'User', [key]: wanted })),
        fields: FIELDS,
        limit: 2,
      },
      { credentials },
    );
    return items.length === 1 ? items[0] : undefined;
  }
}
