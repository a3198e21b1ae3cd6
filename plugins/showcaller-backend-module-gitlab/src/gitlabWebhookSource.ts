import type { WebhookSource } from '@showcaller/backstage-plugin-showcaller-node';
import type { GateQuestions } from './mapping/hooks/HookItem';
import { mapGitlabHook } from './mapping/hooks/mapGitlabHook';
import { readGitlabEnvelope } from './webhook/readGitlabEnvelope';
import {
  hasSecrets,
  type GitlabWebhookSecrets,
} from './webhook/readGitlabWebhookConfig';
import { verifyGitlabWebhook } from './webhook/verifyGitlabWebhook';

/** GitLab caps its payloads at 25 MB. */
const BODY_LIMIT = 25 * 1024 * 1024;

const NO_QUESTIONS: GateQuestions = {
  deploymentApprovals: false,
  statusChecks: false,
  commitStatus: false,
};

/**
 * GitLab's webhooks: Standard Webhooks signature or secret token, and a mapping of each event to CDEvents v0.5.1 by the
 * mappers of the backfill.
 */
export function createGitlabWebhookSource(options: {
  secrets: GitlabWebhookSecrets;
  /** What the gate is asked; nothing when absent. */
  questions?: GateQuestions;
  identitySalt: string | undefined;
  now?: () => Date;
}): WebhookSource {
  const { secrets, identitySalt } = options;
  const questions = options.questions ?? NO_QUESTIONS;
  const now = options.now ?? (() => new Date());
  return {
    id: 'gitlab',
    bodyLimit: BODY_LIMIT,
    configured: hasSecrets(secrets),
    secretHeaders: [
      'x-gitlab-token',
      'x-gitlab-signature',
      'webhook-signature',
    ],
    mapperVersion: '1',
    verify: request => verifyGitlabWebhook(request, { secrets, now: now() }),
    envelope: readGitlabEnvelope,
    map: webhook => mapGitlabHook(webhook, { questions, identitySalt }),
  };
}
