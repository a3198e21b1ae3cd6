import {
  type CdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { createSpinnakerWebhookSource } from '../spinnakerWebhookSource';

export const SHA = 'a'.repeat(40);
export const source = createSpinnakerWebhookSource({
  secrets: {
    tokens: ['token'],
    basic: [{ username: 'echo', password: 'secret' }],
  },
  deckUrl: 'https://deck.example.com/',
  environments: [{ account: 'k8s-live', environment: 'production' }],
});
export const START = 1_763_636_000_000;
export const END = START + 60_000;
export const iso = (time: number) => new Date(time).toISOString();

export const execution = (changes: object = {}) => ({
  id: '01HF',
  type: 'PIPELINE',
  name: 'deploy-prod',
  application: 'checkout',
  status: 'RUNNING',
  startTime: START,
  trigger: {
    type: 'git',
    project: 'Acme',
    slug: 'Checkout',
    branch: 'main',
    hash: SHA,
    user: 'jane',
  },
  stages: [],
  ...changes,
});
export const orca = (type: string, content: object) => ({
  details: { source: 'orca', type: `orca:${type}`, application: 'checkout' },
  content: { executionId: '01HF', execution: execution(), ...content },
  eventId: 'e',
});
export const stage = (phase: string, changes: object = {}) =>
  orca(`stage:${phase}`, {
    name: 'Deploy',
    context: {
      account: 'k8s-live',
      stageDetails: { name: 'Deploy', type: 'deployManifest' },
    },
    startTime: START,
    ...(phase !== 'starting' && { endTime: END }),
    ...changes,
  });

export const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

/** What becomes of an event; all of it must be valid. */
export function map(body: object | Buffer): CdEvent[] {
  const result = source.map({
    eventType: 'event',
    headers: {},
    body: Buffer.isBuffer(body) ? body : bytes(body),
    receivedAt: '2026-11-20T12:00:00.000Z',
  });
  if ('unmapped' in result) {
    throw new Error(result.unmapped);
  }
  for (const event of result.events) {
    expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
  }
  return result.events;
}
export const said = (body: object) =>
  map(body).map(({ context, subject }) => [
    context.type.replace(/^dev\.cdeventsx?\.(.*)\.\d+\.\d+\.\d+$/, '$1'),
    subject.content.outcome,
    context.timestamp,
  ]);
