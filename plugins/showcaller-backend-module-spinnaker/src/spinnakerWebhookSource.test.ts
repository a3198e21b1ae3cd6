import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  type CdEvent,
  validateCdEvent,
} from '@showcaller/backstage-plugin-showcaller-common';
import { createSpinnakerWebhookSource } from './spinnakerWebhookSource';

const SHA = 'a'.repeat(40);
const source = createSpinnakerWebhookSource({
  secrets: {
    tokens: ['token'],
    basic: [{ username: 'echo', password: 'secret' }],
  },
  deckUrl: 'https://deck.example.com/',
  environments: [{ account: 'k8s-live', environment: 'production' }],
});
const START = 1_763_636_000_000;
const END = START + 60_000;
const iso = (time: number) => new Date(time).toISOString();

const execution = (changes: object = {}) => ({
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
const orca = (type: string, content: object) => ({
  details: { source: 'orca', type: `orca:${type}`, application: 'checkout' },
  content: { executionId: '01HF', execution: execution(), ...content },
  eventId: 'e',
});
const stage = (phase: string, changes: object = {}) =>
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

const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));

function map(body: object | Buffer): CdEvent[] {
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
const said = (body: object) =>
  map(body).map(({ context, subject }) => [
    context.type.replace(/^dev\.cdeventsx?\.(.*)\.\d+\.\d+\.\d+$/, '$1'),
    subject.content.outcome,
    context.timestamp,
  ]);

describe('the sender of Spinnaker’s events', () => {
  const request = (headers: Record<string, string>) => ({
    headers,
    body: bytes(orca('pipeline:starting', {})),
  });
  const basic = (text: string) => ({
    authorization: `Basic ${Buffer.from(text).toString('base64')}`,
  });

  it.each([
    [basic('echo:secret'), 'basic credentials 1'],
    [{ authorization: 'Bearer token' }, 'token 1'],
  ])('is believed', (headers, verifiedBy) => {
    expect(source.verify(request(headers))).toEqual({ ok: true, verifiedBy });
  });

  it.each([
    ['no header', {}, 401],
    ['a wrong password', basic('echo:guess'), 403],
    ['an altered byte', basic('echo:secreT'), 403],
    ['a wrong token', { authorization: 'Bearer tokem' }, 403],
  ])('is refused with %s', (_, headers, status) => {
    expect(
      source.verify(request(headers as Record<string, string>)),
    ).toMatchObject({ ok: false, status });
  });

  it('is refused when nothing is configured', () => {
    const none = createSpinnakerWebhookSource({
      secrets: { tokens: [], basic: [] },
    });
    expect(none.configured).toBe(false);
    expect(none.verify(request(basic(':')))).toMatchObject({
      ok: false,
      status: 403,
    });
  });

  it('tells one thing once, wrapped or not, though every try has an id of its own', () => {
    const id = (body: object) =>
      source.envelope({ headers: {}, body: bytes(body) }).deliveryId;
    const first = stage('complete');
    expect(
      id({
        eventName: 'spinnaker_events',
        payload: { ...first, eventId: '2' },
      }),
    ).toBe(id(first));
    for (const other of [
      stage('failed'),
      stage('complete', { name: 'Other' }),
      stage('complete', { endTime: END + 1 }),
      orca('pipeline:complete', {}),
    ]) {
      expect(id(other)).not.toBe(id(first));
    }
    expect(
      source.envelope({ headers: {}, body: Buffer.from('{') }).eventType,
    ).toBe('unreadable');
  });
});

describe('events of Spinnaker', () => {
  const ended = (status: string) => ({
    execution: execution({ status, endTime: END }),
  });
  it.each([
    [
      orca('pipeline:starting', {}),
      [['pipelinerun.started', undefined, iso(START)]],
    ],
    [
      orca('pipeline:complete', ended('SUCCEEDED')),
      [['pipelinerun.finished', 'success', iso(END)]],
    ],
    [
      orca('pipeline:failed', ended('TERMINAL')),
      [['pipelinerun.finished', 'failure', iso(END)]],
    ],
    [
      orca('pipeline:failed', ended('CANCELED')),
      [['pipelinerun.finished', 'cancel', iso(END)]],
    ],
    [
      orca('orchestration:complete', ended('SUCCEEDED')),
      [['pipelinerun.finished', 'success', iso(END)]],
    ],
    [
      orca('task:complete', {
        name: 'Bake',
        taskName: 'bake.createBake',
        startTime: START,
        endTime: END,
      }),
      [['taskrun.finished', 'success', iso(END)]],
    ],
    [
      stage('starting'),
      [
        ['taskrun.started', undefined, iso(START)],
        ['showcaller-deployment.started', undefined, iso(START)],
      ],
    ],
    [
      stage('complete'),
      [
        ['taskrun.finished', 'success', iso(END)],
        ['service.deployed', undefined, iso(END)],
      ],
    ],
    [
      stage('failed', { canceled: true }),
      [
        ['taskrun.finished', 'cancel', iso(END)],
        ['showcaller-deployment.failed', undefined, iso(END)],
      ],
    ],
    [
      stage('complete', {
        context: { account: 'x', stageDetails: { type: 'rollbackCluster' } },
      }),
      [
        ['taskrun.finished', 'success', iso(END)],
        ['service.rolledback', undefined, iso(END)],
      ],
    ],
    [
      stage('complete', { isSynthetic: true }),
      [['taskrun.finished', 'success', iso(END)]],
    ],
  ])('are mapped: %#', (body, events) => {
    expect(said(body)).toEqual(events);
  });

  it('are of one run and one deployment, whichever event tells it', () => {
    const pipeline = orca('pipeline:complete', {
      execution: execution({
        status: 'SUCCEEDED',
        endTime: END + 1,
        stages: [
          {
            name: 'Deploy',
            type: 'deployManifest',
            status: 'SUCCEEDED',
            context: { account: 'k8s-live' },
            startTime: START,
            endTime: END,
          },
        ],
      }),
    });
    const [run, deployment] = map(pipeline);
    const [task, sameDeployment] = map(stage('complete'));
    expect(run.subject.id).toBe('acme/checkout#run-spinnaker-checkout/01HF.1');
    expect(task.subject.content.pipelineRun).toEqual({ id: run.subject.id });
    expect(sameDeployment.subject.id).toBe(deployment.subject.id);
    expect(deployment.customData).toEqual({
      kind: 'deployment',
      repository: 'acme/checkout',
      deploymentId: 'spinnaker-checkout/01HF/Deploy',
      sha: SHA,
      ref: 'main',
      environment: 'production',
      entity: 'checkout',
      url: 'https://deck.example.com/#/applications/checkout/executions/details/01HF',
      description: 'deploy-prod: Deploy',
      requestedAt: iso(START),
      rawStatus: 'SUCCEEDED',
    });
    expect(JSON.stringify(map(pipeline))).not.toContain('jane');
  });

  it.each([
    ['parameters', { parameters: { repository: 'acme/web', sha: SHA } }],
    [
      'the build that triggered it',
      {
        buildInfo: {
          scm: [{ remoteUrl: 'git@github.com:acme/web.git', sha1: SHA }],
        },
      },
    ],
    [
      'the pipeline that triggered it',
      {
        type: 'pipeline',
        parentExecution: {
          trigger: { project: 'acme', slug: 'web', hash: SHA },
        },
      },
    ],
  ])('find their revision in %s', (_, trigger) => {
    const [event] = map(
      orca('pipeline:starting', { execution: execution({ trigger }) }),
    );
    expect(event.customData).toMatchObject({
      repository: 'acme/web',
      sha: SHA,
    });
  });

  it('without a revision make no row, and without an environment no deployment', () => {
    const bare = { execution: execution({ trigger: { type: 'manual' } }) };
    expect(
      map(stage('complete', bare)).map(
        ({ customData }) => (customData as { kind?: string }).kind,
      ),
    ).toEqual([undefined, undefined]);
    expect(
      map(
        stage('complete', {
          context: { stageDetails: { type: 'deployManifest' } },
        }),
      ),
    ).toHaveLength(1);
  });

  it('take parameters before the account', () => {
    const parameters = { environment: 'qa', entity: 'component:default/web' };
    const { trigger } = execution();
    const [, deployment] = map(
      stage('complete', {
        execution: execution({ trigger: { ...trigger, parameters } }),
      }),
    );
    expect(deployment.customData).toMatchObject(parameters);
  });

  it('say what is missing or of no use', () => {
    expect(() => map({})).toThrow('The payload has no details');
    expect(said({ details: { type: 'git', created: String(START) } })).toEqual([
      ['showcaller-spinnaker.git', undefined, iso(START)],
    ]);
    expect(() =>
      map({ details: { type: 'orca:pipeline:starting' }, content: {} }),
    ).toThrow('has no content.execution');
  });
});

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-spinnaker',
    '../../../shared/data/webhooks/spinnaker',
  ),
);
const real = existsSync(folder) ? readdirSync(folder) : [];
(real.length > 0 ? describe : describe.skip)('published payloads', () => {
  it.each(real)('maps %s', name => {
    const [event] = map(readFileSync(path.join(folder, name)));
    expect(event.context.timestamp).toMatch(/^20(15|25)-/);
  });
});
