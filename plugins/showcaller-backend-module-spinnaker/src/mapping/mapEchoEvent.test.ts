import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import {
  END,
  execution,
  iso,
  map,
  orca,
  said,
  SHA,
  stage,
  START,
} from '../__fixtures__/echo';

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
