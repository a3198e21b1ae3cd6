import type {
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
  HttpAuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  RELATION_OWNED_BY,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';

/** Decides who may see or do what: the caller's own view of the catalog first, then a Showcaller permission. */
export class EntityAccess {
  readonly #auth: AuthService;
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;
  readonly #catalog: CatalogService;
  readonly #userInfo: UserInfoService;

  static create(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    catalog: CatalogService;
    userInfo: UserInfoService;
  }): EntityAccess {
    return new EntityAccess(options);
  }

  private constructor(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
    catalog: CatalogService;
    userInfo: UserInfoService;
  }) {
    this.#auth = options.auth;
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
    this.#catalog = options.catalog;
    this.#userInfo = options.userInfo;
  }

  /** Throws 401 without credentials and 403 without the permission. */
  async require(
    request: Request,
    permission: BasicPermission,
  ): Promise<BackstageCredentials> {
    const credentials = await this.#httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    if (!(await this.#isAllowed(credentials, permission))) {
      throw new NotAllowedError(
        `Needs the permission ${permission.name}; the platform team grants it.`,
      );
    }
    return credentials;
  }

  /** The entity of the route as the caller may see it; 404 when it does not exist or is hidden from them. */
  async requireEntity(
    request: Request,
    permission: BasicPermission,
  ): Promise<{
    entity: Entity;
    entityRef: string;
    credentials: BackstageCredentials;
  }> {
    const credentials = await this.require(request, permission);
    const { kind, namespace, name } = request.params;
    const entityRef = stringifyEntityRef({ kind, namespace, name });
    const entity = await this.findEntity(entityRef, credentials);
    return { entity, entityRef, credentials };
  }

  async findEntity(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity> {
    const entity = await this.#catalog.getEntityByRef(entityRef, {
      credentials,
    });
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no ${entityRef}, or you may not see it.`,
      );
    }
    return entity;
  }

  /** Those of the given references that the caller may see, in the given order. */
  async visible(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<Entity[]> {
    if (entityRefs.length === 0) {
      return [];
    }
    const { items } = await this.#catalog.getEntitiesByRefs(
      { entityRefs },
      { credentials },
    );
    return items.filter((entity): entity is Entity => entity !== undefined);
  }

  /** Throws unless the caller owns the entity or holds the permission for all. */
  async requireOwnerOr(options: {
    entity: Entity;
    credentials: BackstageCredentials;
    permission: BasicPermission;
  }): Promise<void> {
    const { entity, credentials, permission } = options;
    if (
      (await this.#owns(entity, credentials)) ||
      (await this.#isAllowed(credentials, permission))
    ) {
      return;
    }
    throw new NotAllowedError(
      `Only owners of ${stringifyEntityRef(entity)} or holders of ${
        permission.name
      } may do this.`,
    );
  }

  /** Throws unless the caller owns one of these entities, as they may see them, or holds the permission for all. */
  async requireAnyOwnerOr(options: {
    request: Request;
    entityRefs: string[];
    permission: BasicPermission;
  }): Promise<BackstageCredentials> {
    const { request, entityRefs, permission } = options;
    const credentials = await this.#httpAuth.credentials(request, {
      allow: ['user', 'service'],
    });
    if (await this.#isAllowed(credentials, permission)) {
      return credentials;
    }
    for (const entity of await this.visible(entityRefs, credentials)) {
      if (await this.#owns(entity, credentials)) {
        return credentials;
      }
    }
    throw new NotAllowedError(
      entityRefs.length > 0
        ? `Only owners of ${entityRefs.join(', ')} or holders of ${
            permission.name
          } may do this.`
        : `Needs the permission ${permission.name}; the platform team grants it.`,
    );
  }

  async #owns(
    entity: Entity,
    credentials: BackstageCredentials,
  ): Promise<boolean> {
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return false;
    }
    const { ownershipEntityRefs } = await this.#userInfo.getUserInfo(
      credentials as BackstageCredentials<BackstageUserPrincipal>,
    );
    return (entity.relations ?? []).some(
      relation =>
        relation.type === RELATION_OWNED_BY &&
        ownershipEntityRefs.includes(relation.targetRef),
    );
  }

  async #isAllowed(
    credentials: BackstageCredentials,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }
}
