import { InputError } from '@backstage/errors';
import type {
  GateEvaluation,
  GateEvaluationRequest,
  GateStage,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request, Response } from 'express';
import type { DeploymentTimeline } from '../../delivery/DeploymentTimeline';
import type { OwnershipGraph } from '../../ownership/types';
import type { EvaluationEndpoint } from '../evaluations/EvaluationEndpoint';
import type { GateCaller } from '../evaluations/types';

/** What a rollout tool says of the step that it asks about. */
export interface HookQuestion {
  entityRef: string;
  environment: string;
  stage: GateStage;
  /** Absent: the newest revision that was to be deployed there. */
  sha?: string;
  inputs?: GateEvaluationRequest['inputs'];
  source: string;
  /** The same step of the same rollout asks once, however often it comes. */
  key: string;
}

/** Asks the gate for rollout tools, which know a step of a rollout and not always the revision. */
export class HookQuestions {
  readonly #endpoint: EvaluationEndpoint;
  readonly #ownership: Pick<OwnershipGraph, 'getComponent'>;
  readonly #timeline: Pick<DeploymentTimeline, 'list'>;

  static create(options: {
    endpoint: EvaluationEndpoint;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
    timeline: Pick<DeploymentTimeline, 'list'>;
  }): HookQuestions {
    return new HookQuestions(options);
  }

  private constructor(options: {
    endpoint: EvaluationEndpoint;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
    timeline: Pick<DeploymentTimeline, 'list'>;
  }) {
    this.#endpoint = options.endpoint;
    this.#ownership = options.ownership;
    this.#timeline = options.timeline;
  }

  /** @throws InputError when nothing tells the repository or the revision */
  async ask(options: {
    hook: HookQuestion;
    request: Request;
    response: Response;
    waitMs: number;
    authorise: (question: GateEvaluationRequest) => Promise<GateCaller>;
  }): Promise<GateEvaluation> {
    const { hook, request, response, waitMs, authorise } = options;
    const { entityRef, environment, stage, inputs, source, key } = hook;
    const { row, caller } = await this.#endpoint.submit({
      request,
      idempotencyKey: key,
      question: {
        entityRef,
        environment,
        stage,
        change: await this.#changeOf(hook),
        source,
        identifier: source,
        ...(inputs && { inputs }),
      },
      authorise,
    });
    const { credentials } = caller;
    return this.#endpoint.waitFor(row.id, { response, waitMs, credentials });
  }

  async #changeOf({
    entityRef,
    environment,
    sha,
  }: HookQuestion): Promise<GateEvaluationRequest['change']> {
    const repository = this.#ownership.getComponent(entityRef)?.repository;
    if (repository === undefined) {
      throw new InputError(
        `The catalog has no component ${entityRef} with a repository.`,
      );
    }
    if (sha !== undefined) {
      return { repository, sha };
    }
    const [newest] = await this.#timeline.list({
      entityRef,
      environment,
      limit: 1,
      newest: true,
    });
    if (!newest) {
      throw new InputError(
        `No deployment of ${entityRef} to ${environment} is known, so the revision must be given as sha.`,
      );
    }
    return { repository: newest.repository, sha: newest.sha };
  }
}
