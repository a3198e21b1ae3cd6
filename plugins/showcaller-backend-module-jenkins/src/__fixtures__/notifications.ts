import {
  validateCdEvent,
  type CdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { WebhookRequest } from '@showcaller/backstage-plugin-showcaller-node';
import type { CataloguedJob, JobDirectory } from '../jobs/JobDirectory';
import { createJenkinsWebhookSource } from '../jenkinsWebhookSource';

export const NOW = '2026-11-25T12:00:00.000Z';
export const SHA = 'a'.repeat(40);
export const TOKEN = 'the-new-token';
export const STARTED = Date.parse('2026-11-25T10:00:00Z');
export const ENDED = STARTED + 60_000;

/** A directory that knows the jobs it is given, by `instance:job`. */
export function directoryOf(
  jobs: Record<string, CataloguedJob[]> = {},
): JobDirectory {
  return {
    ready: async () => {},
    find: (instance, job) => jobs[`${instance}:${job}`] ?? [],
  };
}

export function sourceOf(
  jobs?: Record<string, CataloguedJob[]>,
  instances: Array<{ name: string; baseUrl: string }> = [],
) {
  return createJenkinsWebhookSource({
    secrets: {
      tokens: [TOKEN, 'the-old-token'],
      basic: [{ username: 'jenkins', password: 'pass:word' }],
    },
    directory: directoryOf(jobs),
    instances,
  });
}

/** A body of the notification plugin, in its words. */
export function notification(phase: string, more: object = {}, top = {}) {
  return {
    name: 'payments',
    display_name: 'payments',
    url: 'job/shop/job/payments/',
    build: {
      full_url: 'https://jenkins.example.com/job/shop/job/payments/12/',
      number: 12,
      queue_id: 1187,
      timestamp: phase === 'FINALIZED' ? ENDED : STARTED,
      duration: phase === 'FINALIZED' ? 60_000 : 0,
      phase,
      ...(phase === 'FINALIZED' && { status: 'SUCCESS' }),
      url: 'job/shop/job/payments/12/',
      scm: {
        url: 'git@github.com:Shop/Payments.git',
        branch: 'origin/main',
        commit: SHA,
        changes: [],
        culprits: ['jane'],
      },
      log: 'started by jane',
      notes: '',
      artifacts: {},
      ...more,
    },
    ...top,
  };
}

/** What a body becomes; all of it must be valid and name nobody. Fails the test when nothing is made of it. */
export function map(body: object, source = sourceOf()): CdEvent[] {
  const result = source.map({
    eventType: 'x',
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
    receivedAt: NOW,
  });
  if ('unmapped' in result) {
    throw new Error(result.unmapped);
  }
  for (const event of result.events) {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
    expect(JSON.stringify(event)).not.toMatch(/jane/i);
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

export function request(more: Partial<WebhookRequest> = {}): WebhookRequest {
  return {
    headers: { 'content-type': 'application/json;charset=UTF-8' },
    body: Buffer.from(JSON.stringify(notification('STARTED'))),
    ...more,
  };
}
