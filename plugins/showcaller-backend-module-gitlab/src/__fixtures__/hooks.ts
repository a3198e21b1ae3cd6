import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  validateCdEvent,
  type CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookRequest } from '@showcaller/backstage-plugin-showcaller-node';
import { createHmac } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createGitlabWebhookSource } from '../gitlabWebhookSource';

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-gitlab',
    '../../../shared/data/webhooks/gitlab',
  ),
);

/** GitLab's own examples beside the repository; none where that folder is absent. */
export const realPayloads = (existsSync(folder) ? readdirSync(folder) : [])
  .filter(name => name.endsWith('.json') && !/SCHEMA|COMPOSED/.test(name))
  .sort()
  .map(name => ({ name, body: readFileSync(path.join(folder, name)) }));

/** Reported as skipped where there is no data. */
export const describeWithRealPayloads =
  realPayloads.length > 0 ? describe : describe.skip;

export const eventNames: Record<string, string> = {
  build: 'Job Hook',
  deployment: 'Deployment Hook',
  feature_flag: 'Feature Flag Hook',
  merge_request: 'Merge Request Hook',
  note: 'Note Hook',
  pipeline: 'Pipeline Hook',
  push: 'Push Hook',
  release: 'Release Hook',
  tag_push: 'Tag Push Hook',
};

export const NOW = new Date('2026-11-25T12:00:00Z');
export const TOKEN = 'the new token';
export const SIGNING = `whsec_${Buffer.from(
  'the key of 24 bytes.....',
).toString('base64')}`;
export const CHECK_SECRET = 'the secret of the check';

export const secrets = {
  tokens: [] as string[],
  signingSecrets: [] as string[],
  statusCheckSecrets: [] as string[],
  acceptTokens: false,
};

export const source = createGitlabWebhookSource({
  secrets: { ...secrets, tokens: [TOKEN] },
  identitySalt: 'salt',
  questions: {
    deploymentApprovals: true,
    statusChecks: true,
    commitStatus: false,
  },
  now: () => NOW,
});

export const project = {
  id: 7,
  name: 'Payments',
  web_url: 'https://gitlab.example.com/Shop/Platform/Payments',
  path_with_namespace: 'Shop/Platform/Payments',
  default_branch: 'main',
};

/** What a webhook becomes; all of it must be valid. Fails the test when nothing is made of it. */
export function map(
  payload: object | Buffer,
  options: {
    eventType?: string;
    receivedAt?: string;
    headers?: Record<string, string>;
  } = {},
  from = source,
): CdEvent[] {
  const body = Buffer.isBuffer(payload)
    ? payload
    : Buffer.from(JSON.stringify({ project, ...payload }));
  const kind = JSON.parse(body.toString()).object_kind;
  const result = from.map({
    eventType: options.eventType ?? eventNames[kind],
    headers: options.headers ?? {},
    body,
    receivedAt: options.receivedAt ?? NOW.toISOString(),
  });
  if ('unmapped' in result) {
    throw new Error(result.unmapped);
  }
  for (const event of result.events) {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
  }
  return result.events;
}

/** Type without prefix and version, subject and time of each event. */
export function said(...given: Parameters<typeof map>) {
  return map(...given).map(({ context, subject }) => [
    context.type.replace(/^dev\.cdeventsx?\.(.*)\.\d+\.\d+\.\d+$/, '$1'),
    subject.id,
    context.timestamp,
  ]);
}

/** A webhook as GitLab signs it. */
export function signed(
  body: string,
  options: { secret?: string; at?: Date; id?: string } = {},
): WebhookRequest {
  const { secret = SIGNING, at = NOW, id = 'delivery-1' } = options;
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac(
    'sha256',
    Buffer.from(secret.replace('whsec_', ''), 'base64'),
  )
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return {
    headers: {
      'content-type': 'application/json',
      'x-gitlab-event': 'Push Hook',
      'idempotency-key': id,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body: Buffer.from(body),
  };
}

/** A webhook with a token, as GitLab sends it without a signing token. */
export function withToken(
  token: string | undefined,
  body = '{}',
): WebhookRequest {
  return {
    headers: {
      'x-gitlab-event': 'Push Hook',
      'x-gitlab-event-uuid': 'event-1',
      'x-gitlab-webhook-uuid': 'hook-1',
      ...(token !== undefined && { 'x-gitlab-token': token }),
    },
    body: Buffer.from(body),
  };
}

/** An external status check. */
export function checkRequest(
  body: string,
  secret = CHECK_SECRET,
): WebhookRequest {
  return {
    headers: {
      'content-type': 'application/json',
      'x-gitlab-signature': createHmac('sha256', secret)
        .update(body)
        .digest('hex'),
    },
    body: Buffer.from(body),
  };
}
