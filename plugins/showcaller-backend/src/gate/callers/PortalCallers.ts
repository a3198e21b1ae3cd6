import { InputError } from '@backstage/errors';
import {
  showcallerGateEvaluatePermission,
  type GateEvaluationRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request } from 'express';
import { callerOf } from '../../http/callerOf';
import type { EntityAccess } from '../../http/EntityAccess';
import type { OwnershipGraph } from '../../ownership/types';
import type { GateCaller } from '../evaluations/types';

/** People who own what they ask about, and services that may ask about everything. */
export class PortalCallers {
  readonly #access: EntityAccess;
  readonly #ownership: Pick<OwnershipGraph, 'getComponent'>;

  static create(options: {
    access: EntityAccess;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
  }): PortalCallers {
    return new PortalCallers(options);
  }

  private constructor(options: {
    access: EntityAccess;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
  }) {
    this.#access = options.access;
    this.#ownership = options.ownership;
  }

  /** @throws NotAllowedError, NotFoundError, or InputError when the repository is not that of the entity */
  async authorise(
    request: Request,
    question: GateEvaluationRequest,
  ): Promise<GateCaller> {
    const { entityRef, change } = question;
    const credentials = await this.#access.requireAnyOwnerOr({
      request,
      entityRefs: [entityRef],
      permission: showcallerGateEvaluatePermission,
    });
    await this.#access.findEntity(entityRef, credentials);
    const own = this.#ownership.getComponent(entityRef)?.repository;
    if (own !== undefined && own !== change.repository) {
      throw new InputError(
        `body.change.repository is ${change.repository}; ${entityRef} is built from ${own}.`,
      );
    }
    const id = callerOf(credentials);
    const isPerson = id.startsWith('user:');
    return {
      id,
      source: isPerson ? 'portal' : 'service',
      // Who asks as a person has asked, whatever the question says.
      requestedBy: isPerson ? id : undefined,
      credentials,
    };
  }
}
