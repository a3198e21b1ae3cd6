import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  GateEvaluation,
  GateRequestData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { JsonObject } from '@backstage/types';

/** One request that answers a tool, exactly as it will be sent; without credentials. @public */
export interface PlannedGateRequest {
  method: 'POST' | 'PUT' | 'PATCH';
  url: string;
  body: JsonObject;
}

/** @public */
export interface GateResponsePlan {
  /** None when the tool has this answer already, or does not want one any more. */
  requests: PlannedGateRequest[];
  /** What is done in another way than wanted, and why. */
  note?: string;
}

/** @public */
export interface GateResponseRequest {
  /** As of the moment of sending: approvals are checked again just before. */
  evaluation: GateEvaluation;
  target: GateRequestData['target'];
  signal: AbortSignal;
}

/**
 * Answers one kind of question of one tool: a deployment protection rule of GitHub, an approval of GitLab. Called by one
 * replica at a time for an evaluation, again after a crash, and whenever the status of the evaluation has changed. All
 * methods throw VendorError. Requests go to the configured API host only, whatever a payload says.
 *
 * @public
 */
export interface GateResponder {
  /** `github-protection-rule`, `gitlab-deployment-approval` … */
  id: string;
  /** Where it answers, in words, for pages. */
  describe(target: GateRequestData['target']): string;
  /** Whether `PENDING` and `NEEDS_APPROVAL` are told too; else only final answers are. */
  tellsProgress: boolean;
  /** Reads again what is asked for (payloads are not trusted), changes nothing, and says what has to be sent. */
  plan(request: GateResponseRequest): Promise<GateResponsePlan>;
  apply(
    request: GateResponseRequest & { plan: GateResponsePlan },
  ): Promise<void>;
  /** Looks whether the answer has arrived; `url` is where people can see it. */
  observe(
    request: GateResponseRequest,
  ): Promise<{ answered: boolean; url?: string }>;
}

/** @public */
export interface ShowcallerGateExtensionPoint {
  /** Throws when a responder of the same id was added before. */
  addResponder(responder: GateResponder): void;
}

/** Adds tools whose questions the gate answers. @public */
export const showcallerGateExtensionPoint =
  createExtensionPoint<ShowcallerGateExtensionPoint>({ id: 'showcaller.gate' });
