import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  ENDED,
  map,
  notification,
  NOW,
  said,
  SHA,
  sourceOf,
  STARTED,
} from '../../__fixtures__/notifications';
import { createJenkinsApiMapper } from '../mapJenkinsApi';

const START = new Date(STARTED).toISOString();
const END = new Date(ENDED).toISOString();
const RUN = 'shop/payments#run-jenkins-shop/payments-12.1';
const DEPLOYMENT = 'shop/payments#deployment-jenkins-shop/payments-12';
const deploying = (environment: string) =>
  sourceOf({
    'default:shop/payments': [{ repository: 'shop/payments', environment }],
  });

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-jenkins',
    '../../../shared/data/webhooks/jenkins',
  ),
);
const files = existsSync(folder) ? readdirSync(folder) : [];
const read = (name: string) =>
  JSON.parse(readFileSync(path.join(folder, name), 'utf8'));

describe('mapNotification', () => {
  it.each([
    ['QUEUED', [['pipelinerun.queued', RUN, START]]],
    ['STARTED', [['pipelinerun.started', RUN, START]]],
    ['COMPLETED', []],
    [
      'FINALIZED',
      [
        ['pipelinerun.started', RUN, START],
        ['pipelinerun.finished', RUN, END],
      ],
    ],
  ])('takes a build that is %s for %j', (phase, events) => {
    expect(said(notification(phase))).toEqual(events);
  });

  it.each([
    ['SUCCESS', 'success', 'service.deployed'],
    ['UNSTABLE', 'failure', 'service.deployed'],
    ['FAILURE', 'failure', 'showcaller-deployment.failed'],
    ['ABORTED', 'cancel', 'showcaller-deployment.cancelled'],
    ['NOT_BUILT', 'cancel', 'showcaller-deployment.cancelled'],
    ['ODD', 'error', 'showcaller-deployment.updated'],
  ])(
    'takes a build and its deployment that ended with %s for %s and %s',
    (status, outcome, type) => {
      const body = notification('FINALIZED', { status });
      const events = map(body, deploying('production'));
      expect(said(body, deploying('production')).slice(1)).toEqual([
        ['pipelinerun.finished', RUN, END],
        ['showcaller-deployment.requested', DEPLOYMENT, START],
        [type, DEPLOYMENT, END],
      ]);
      expect(events[1]).toMatchObject({
        subject: { content: { outcome, pipelineName: 'shop/payments' } },
        customData: {
          rawOutcome: status,
          branch: 'main',
          sha: SHA,
          runNumber: 12,
        },
      });
      expect(events[3].customData).toMatchObject({
        environment: 'production',
        sha: SHA,
        rawStatus: status,
      });
    },
  );

  it('tells a deployment as soon as its commit is known', () => {
    expect(said(notification('QUEUED'), deploying('production'))).toEqual([
      ['pipelinerun.queued', RUN, START],
      ['showcaller-deployment.requested', DEPLOYMENT, START],
      ['showcaller-deployment.queued', DEPLOYMENT, START],
    ]);
    expect(
      said(notification('STARTED', { scm: {} }), deploying('production')),
    ).toEqual([['pipelinerun.started', RUN, START]]);
    expect(
      map(
        notification('STARTED', { scm: {}, parameters: { GIT_COMMIT: SHA } }),
        deploying('production'),
      )[2].customData,
    ).toMatchObject({ sha: SHA, environment: 'production' });
  });

  it.each([
    [{ ENV: ' prod ' }, 'prod'],
    [{ ENV: '' }, undefined],
    [{}, undefined],
    [undefined, undefined],
  ])(
    'takes the environment of a deployment from parameters %j',
    (parameters, environment) => {
      const events = map(
        notification('FINALIZED', { parameters }),
        deploying('$ENV'),
      );
      expect(
        (events[3]?.customData as { environment?: string })?.environment,
      ).toBe(environment);
    },
  );

  it('agrees with the backfill on what a build and a deployment are', () => {
    const result = createJenkinsApiMapper().map({
      eventType: 'build',
      headers: {},
      body: Buffer.from(
        JSON.stringify({
          job: {
            repository: 'shop/payments',
            instance: 'default',
            name: 'shop/payments',
            url: 'https://jenkins.example.com/job/shop/job/payments/',
            environment: '$ENV',
          },
          build: {
            number: 12,
            url: 'https://jenkins.example.com/job/shop/job/payments/12/',
            result: 'SUCCESS',
            timestamp: STARTED,
            duration: 60_000,
            actions: [
              {
                lastBuiltRevision: {
                  SHA1: SHA,
                  branch: [{ name: 'origin/main' }],
                },
                remoteUrls: ['git@github.com:Shop/Payments.git'],
              },
              { parameters: [{ name: 'ENV', value: 'prod' }] },
            ],
          },
        }),
      ),
      receivedAt: NOW,
    });
    const exact = new Set(['startedAt', 'finishedAt', 'requestedAt']);
    const meaning = (events: ReturnType<typeof map>) =>
      events.map(({ context, subject, customData }) => ({
        type: context.type,
        at: context.timestamp,
        source: context.source,
        chain: context.chainId,
        subject,
        data: Object.fromEntries(
          Object.entries(customData ?? {}).filter(
            ([name, value]) => !exact.has(name) && value !== undefined,
          ),
        ),
      }));
    expect(
      meaning(
        map(
          notification('FINALIZED', { parameters: { ENV: 'prod' } }),
          deploying('$ENV'),
        ),
      ).slice(1),
    ).toEqual(meaning('events' in result ? result.events : []));
  });

  it('tells tests and artifacts of a build that has ended', () => {
    const body = notification('FINALIZED', {
      test_summary: {
        total: 5,
        failed: 1,
        passed: 3,
        skipped: 1,
        failed_tests: ['a'],
      },
      artifacts: {
        'dist/app x.tgz': { archive: 'https://jenkins.example.com/a/app.tgz' },
      },
    });
    expect(said(body).slice(2)).toEqual([
      [
        'testsuiterun.finished',
        'shop/payments#tests-jenkins-shop/payments-12.1',
        END,
      ],
      [
        'artifact.published',
        'pkg:generic/shop/payments/dist/app%20x.tgz@12',
        END,
      ],
    ]);
    expect(map(body)[2]).toMatchObject({
      subject: { content: { outcome: 'failure' } },
      customData: {
        kind: 'testReport',
        sha: SHA,
        passed: 3,
        failed: 1,
        skipped: 1,
      },
    });
    expect(
      said({ ...body, build: { ...body.build, status: 'FAILURE' } }),
    ).toHaveLength(3);
    expect(
      said({ ...body, build: { ...body.build, phase: 'STARTED' } }),
    ).toHaveLength(1);
  });

  it('takes what a step calls final for running while there is no result', () => {
    expect(
      said(notification('FINALIZED', { status: undefined, duration: 0 })),
    ).toEqual([['pipelinerun.started', RUN, END]]);
  });

  it('takes a time of 0 for unknown', () => {
    expect(said(notification('QUEUED', { timestamp: 0 }))).toEqual([
      ['pipelinerun.queued', RUN, NOW],
    ]);
  });

  it('belongs to each entity that names its job, with ids of their own', () => {
    const events = map(
      notification('STARTED'),
      sourceOf({
        'default:shop/payments': [
          { repository: 'shop/cart' },
          { repository: 'shop/payments' },
        ],
      }),
    );
    expect(events.map(({ subject }) => subject.id)).toEqual([
      'shop/cart#run-jenkins-shop/payments-12.1',
      RUN,
    ]);
    expect(new Set(events.map(({ context }) => context.id)).size).toBe(2);
  });

  it.each([
    [
      'https://gitlab.example.com/Shop/Platform/Payments.git',
      'shop/platform/payments',
    ],
    ['ssh://git@git.example.com:2222/shop/payments', 'shop/payments'],
    ['https://token@github.com/shop/payments/', 'shop/payments'],
  ])('otherwise belongs to the repository of %s', (url, repository) => {
    const [event] = map(notification('STARTED', { scm: { url } }));
    expect(event.subject.id).toBe(
      `${repository}#run-jenkins-shop/payments-12.1`,
    );
  });

  it.each([
    [{}],
    [{ url: '/srv/git/payments' }],
    [{ url: 'https://github.com/payments' }],
  ])('is kept unmapped when nobody says whose it is: %j', scm => {
    expect(() => map(notification('STARTED', { scm }))).toThrow(
      'Nobody says which repository the job shop/payments belongs to',
    );
  });

  const two = [
    { name: 'main', baseUrl: 'https://jenkins.example.com' },
    { name: 'eu', baseUrl: 'https://eu.example.com/ci/' },
  ];
  it('knows the instance by its address', () => {
    expect(map(notification('STARTED'), sourceOf({}, two))[0].subject.id).toBe(
      'shop/payments#run-jenkins-main:shop/payments-12.1',
    );
    const other = notification('STARTED', {
      full_url: 'https://eu.example.com/ci/job/x/1/',
    });
    expect(map(other, sourceOf({}, two))[0].subject.id).toContain(
      'jenkins-eu:',
    );
    expect(map(other, sourceOf({}, [two[0]]))[0].subject.id).toContain(
      'jenkins-main:',
    );
    expect(() =>
      map(notification('STARTED', { full_url: '' }), sourceOf({}, two)),
    ).toThrow('showcaller.jenkins.instances');
  });

  it('decodes the names of folders and branches', () => {
    const [event] = map(
      notification('STARTED', {}, { url: 'job/shop/job/feature%252Fx/' }),
    );
    expect(event.subject.id).toBe(
      'shop/payments#run-jenkins-shop/feature%2Fx-12.1',
    );
  });

  it('leaves the phase NONE alone', () => {
    expect(() => map(notification('NONE'))).toThrow(
      'The phase NONE says nothing',
    );
  });

  it.each([
    [{ name: 'x' }, 'build'],
    [notification('STARTED', { phase: null }), 'build.phase'],
    [notification('STARTED', { number: null }), 'build.number'],
  ])('names what a body lacks', (body, field) => {
    expect(() => map(body)).toThrow(`The payload has no ${field} (`);
  });

  const describeWithData = files.length > 0 ? describe : describe.skip;
  describeWithData('with bodies beside the repository', () => {
    it.each(files.filter(name => name.startsWith('cdevents-plugin')))(
      'claims nothing of the CDEvents plugin: %s',
      name => {
        expect(() => map(read(name))).toThrow('The payload has no build');
      },
    );

    it.each(files.filter(name => name.startsWith('notification-plugin')))(
      'maps %s, which we composed of the plugin’s field names',
      name => {
        const source = sourceOf({
          'default:checkout-deploy': [
            { repository: 'acme/checkout', environment: '$ENV' },
          ],
        });
        expect(said(read(name), source).map(([type]) => type)).toEqual([
          'pipelinerun.started',
          'pipelinerun.finished',
          'showcaller-deployment.requested',
          'service.deployed',
          'testsuiterun.finished',
          'artifact.published',
        ]);
      },
    );
  });

  it('makes valid events, or names the field, whatever one field of a body is', () => {
    const whole = notification('FINALIZED', {
      parameters: { ENV: 'prod' },
      test_summary: { total: 1, failed: 0, passed: 1, skipped: 0 },
      artifacts: { a: { archive: 'https://x/a' } },
    });
    const { build } = whole;
    const odd = [undefined, null, 7, 'x\u0000\ud800 ü[', [null], {}];
    const bodies = odd.flatMap(value => [
      ...Object.keys(whole).map(name => ({ ...whole, [name]: value })),
      ...Object.keys(build).map(name => ({
        ...whole,
        build: { ...build, [name]: value },
      })),
      ...Object.keys(build.scm).map(name => ({
        ...whole,
        build: { ...build, scm: { ...build.scm, [name]: value } },
      })),
    ]);
    const problems = bodies.flatMap(body => {
      try {
        map(body, deploying('$ENV'));
        return [];
      } catch (error) {
        return [(error as Error).message];
      }
    });
    const understood = /^(The payload has no |The phase |Nobody says )/;
    expect(problems.filter(problem => !understood.test(problem))).toEqual([]);
  });
});
