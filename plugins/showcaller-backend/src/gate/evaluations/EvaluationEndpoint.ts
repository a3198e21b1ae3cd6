import type {
  AuditorService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type {
  GateEvaluation,
  GateEvaluationRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Request, Response } from 'express';
import { withAudit } from '../../http/withAudit';
import type { OwnershipGraph } from '../../ownership/types';
import { CALLBACK } from '../answers/CallbackResponder';
import type { CallbackHosts } from '../answers/callbackHosts';
import type { EvaluationReader } from './EvaluationReader';
import type { EvaluationService } from './EvaluationService';
import { parseIdempotencyKey, parseQuestion, parseWait } from './parseQuestion';
import type { AnswerPlace, EvaluationRow, GateCaller } from './types';

interface EvaluationEndpointOptions {
  service: EvaluationService;
  reader: EvaluationReader;
  ownership: Pick<OwnershipGraph, 'tierOf'>;
  callbacks: CallbackHosts;
  auditor: AuditorService;
  /** Address of the backend, without a slash at its end. */
  backendUrl: string;
}

/** Takes a question over HTTP and answers it, whoever asks. */
export class EvaluationEndpoint {
  readonly #options: EvaluationEndpointOptions;

  static create(options: EvaluationEndpointOptions): EvaluationEndpoint {
    return new EvaluationEndpoint(options);
  }

  private constructor(options: EvaluationEndpointOptions) {
    this.#options = options;
  }

  /** `POST`: 202 with the place of the evaluation, or 200 when it is decided within `?wait=`. */
  async ask(
    request: Request,
    response: Response,
    authorise: (question: GateEvaluationRequest) => Promise<GateCaller>,
  ): Promise<void> {
    const waitMs = parseWait(request);
    const question = parseQuestion(request.body);
    const idempotencyKey = parseIdempotencyKey(request);
    const { row, caller } = await this.submit({
      request,
      question,
      idempotencyKey,
      authorise,
    });
    const evaluation = await this.waitFor(row.id, {
      response,
      waitMs,
      credentials: caller.credentials,
    });
    const { backendUrl } = this.#options;
    const [path] = request.originalUrl.split('?');
    response
      .status(waitMs > 0 && evaluation.status !== 'PENDING' ? 200 : 202)
      .set('Location', `${backendUrl}${path.replace(/\/+$/, '')}/${row.id}`)
      .json(evaluation);
  }

  /** Stores a question, audited. */
  async submit(options: {
    request: Request;
    question: GateEvaluationRequest;
    idempotencyKey?: string;
    authorise: (question: GateEvaluationRequest) => Promise<GateCaller>;
  }): Promise<{ row: EvaluationRow; caller: GateCaller }> {
    const { request, question, idempotencyKey, authorise } = options;
    const { auditor, service, ownership } = this.#options;
    const { entityRef, environment, stage, change } = question;
    return withAudit(
      auditor,
      {
        eventId: 'gate-evaluation-request',
        severityLevel: 'medium',
        request,
        meta: { entityRef, environment, stage, sha: change.sha },
      },
      async () => {
        const caller = await authorise(question);
        const { row } = await service.ask({
          request: { source: caller.source, ...question },
          tier: ownership.tierOf(environment, entityRef),
          caller,
          idempotencyKey,
          places: this.#placesOf(question),
        });
        return { row, caller };
      },
    );
  }

  /** An evaluation as of now, or as it is once decided within the wait. Whoever goes away meanwhile is not waited for. */
  async waitFor(
    id: string,
    options: {
      response: Response;
      waitMs: number;
      credentials?: BackstageCredentials;
    },
  ): Promise<GateEvaluation> {
    const { response, waitMs, credentials } = options;
    const { service, reader } = this.#options;
    const gone = new AbortController();
    const leave = () => gone.abort();
    response.once('close', leave);
    try {
      const row = await service.waitFor(id, {
        ms: waitMs,
        signal: gone.signal,
      });
      if (!row) {
        throw new NotFoundError(`There is no evaluation ${id}.`);
      }
      return await reader.describe(row, credentials);
    } finally {
      response.off('close', leave);
    }
  }

  /** @throws InputError when the address may not be called */
  #placesOf({ callback }: GateEvaluationRequest): AnswerPlace[] {
    if (!callback) {
      return [];
    }
    const url = this.#options.callbacks.check(callback.url);
    return [
      {
        responder: CALLBACK,
        target: { url: url.href },
        described: `call back to ${url.host}`,
      },
    ];
  }
}
