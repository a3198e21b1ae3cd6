import type {
  AuthService,
  BackstageCredentials,
  HttpAuthService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  type BasicPermission,
} from '@backstage/plugin-permission-common';
import type { Request } from 'express';
import { callerOf } from '../../../http/callerOf';
import { Refusal } from '../refusals';

/** Who asks. */
export interface Caller {
  credentials: BackstageCredentials;
  /** Full reference of a person, or the name of a service. */
  ref: string;
  kind: 'person' | 'service' | 'service-for-a-person';
}

/** Tells people from machines: only people approve. */
export class Callers {
  readonly #auth: AuthService;
  readonly #httpAuth: HttpAuthService;
  readonly #permissions: PermissionsService;

  static create(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
  }): Callers {
    return new Callers(options);
  }

  private constructor(options: {
    auth: AuthService;
    httpAuth: HttpAuthService;
    permissions: PermissionsService;
  }) {
    this.#auth = options.auth;
    this.#httpAuth = options.httpAuth;
    this.#permissions = options.permissions;
  }

  /** Throws 401 without credentials. */
  async of(request: Request): Promise<Caller> {
    return this.read(
      await this.#httpAuth.credentials(request, { allow: ['user', 'service'] }),
    );
  }

  read(credentials: BackstageCredentials): Caller {
    const ref = callerOf(credentials);
    if (!this.#auth.isPrincipal(credentials, 'user')) {
      return { credentials, ref, kind: 'service' };
    }
    // A token that a plugin got to act for somebody says so: it proves that the person is signed in, not that they clicked.
    const kind = credentials.principal.actor
      ? 'service-for-a-person'
      : 'person';
    return { credentials, ref, kind };
  }

  async isAllowed(
    caller: Caller,
    permission: BasicPermission,
  ): Promise<boolean> {
    const [decision] = await this.#permissions.authorize([{ permission }], {
      credentials: caller.credentials,
    });
    return decision.result === AuthorizeResult.ALLOW;
  }

  async requirePermission(
    caller: Caller,
    permission: BasicPermission,
  ): Promise<void> {
    if (!(await this.isAllowed(caller, permission))) {
      throw new Refusal(
        'no-permission',
        `Needs the permission ${permission.name}; the platform team grants it.`,
      );
    }
  }
}

/** Throws a refusal for everything that is not a person at a page. */
export function requirePerson({ kind, ref }: Caller): void {
  if (kind === 'service') {
    throw new Refusal(
      'not-a-person',
      `Only people may do this, and ${ref} is a service. Somebody has to sign in and do it on the page of the decision.`,
    );
  }
  if (kind === 'service-for-a-person') {
    throw new Refusal(
      'on-behalf-of-a-person',
      `Nobody may do this for somebody else: ${ref} has to do it on the page of the decision.`,
    );
  }
}
