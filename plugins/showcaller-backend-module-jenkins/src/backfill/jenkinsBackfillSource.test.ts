import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  BackfillItem,
  BackfillPage,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createJenkinsClient } from '../api/createJenkinsClient';
import { createJenkinsBackfillSource } from './jenkinsBackfillSource';

const SINCE = '2026-06-01T00:00:00.000Z';
const NOW = new Date('2026-11-25T12:00:00Z');
const STARTED = Date.parse('2026-09-01T08:00:00Z');
const SHA = 'a'.repeat(40);
const LIBRARY = 'b'.repeat(40);
const JOB = '/ci/job/shop/job/payments';

const JOB_TREE = 'fullName,url,jobs[fullName]';
const REPORT_TREE =
  'suites[name,cases[className,name,status,duration]],childReports[result[suites[name,cases[className,name,status,duration]]]]';
const builds = (from: number) =>
  `GET ${JOB}/api/json?tree=allBuilds[number,url,result,building,timestamp,duration,actions[_class,urlName,failCount,skipCount,totalCount,lastBuiltRevision[SHA1,branch[name]],remoteUrls,causes[_class],parameters[name,value]]]{${from},${
    from + 50
  }}`;

const checkout = (sha: string, url: string) => ({
  _class: 'hudson.plugins.git.util.BuildData',
  lastBuiltRevision: { SHA1: sha, branch: [{ name: 'origin/main' }] },
  remoteUrls: [url],
});
const build = (number: number, more: object = {}) => ({
  _class: 'org.jenkinsci.plugins.workflow.job.WorkflowRun',
  number,
  url: `https://jenkins.example.com/ci/job/shop/job/payments/${number}/`,
  result: 'SUCCESS',
  building: false,
  timestamp: STARTED,
  duration: 60_000,
  actions: [
    {},
    {
      causes: [{ _class: 'hudson.model.Cause$UserIdCause', userName: 'Jane' }],
    },
    checkout(LIBRARY, 'https://github.com/shop/library.git'),
    checkout(SHA, 'git@github.com:Shop/Payments.git'),
  ],
  ...more,
});
const TESTS = {
  _class: 'hudson.tasks.junit.TestResultAction',
  failCount: 1,
  skipCount: 1,
  totalCount: 3,
  urlName: 'testReport',
};
const suites = [
  {
    name: 'unit',
    cases: [
      { className: 'Pay', name: 'adds', status: 'PASSED', duration: 0.5 },
      { className: 'Pay', name: 'mends', status: 'FIXED' },
      { className: 'Pay', name: 'splits', status: 'REGRESSION' },
      { className: 'Pay', name: 'waits', status: 'SKIPPED' },
    ],
  },
];

describe('createJenkinsBackfillSource', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    server.on(`GET ${JOB}/api/json?tree=${JOB_TREE}`, {
      body: {
        _class: 'org.jenkinsci.plugins.workflow.job.WorkflowJob',
        fullName: 'shop/payments',
        url: 'https://jenkins.example.com/ci/job/shop/job/payments/',
      },
    });
    server.on(`GET ${JOB}/api/json`, { body: { allBuilds: [] } });
  });
  afterEach(() => server.stop());

  const ANNOTATIONS: Record<string, string> = {
    'github.com/project-slug': 'Shop/Payments',
    'jenkins.io/job-full-name': 'shop/payments',
  };
  const sourceOf = () => {
    const instances = ['default', 'other'].map(name => ({
      name,
      baseUrl: `${server.url}/ci/`,
      username: 'portal',
      apiToken: 'secret',
    }));
    return createJenkinsBackfillSource({
      config: { instances, requestDelayMs: 500 },
      clients: new Map(
        instances.map(instance => [
          instance.name,
          createJenkinsClient({ instance, timeoutMs: 300, now: () => NOW }),
        ]),
      ),
      now: () => NOW,
    });
  };
  const readPage = (annotations = ANNOTATIONS, cursor?: string) =>
    sourceOf().readPage({
      annotations,
      cursor,
      since: SINCE,
      signal: new AbortController().signal,
    });
  async function readAll(annotations = ANNOTATIONS): Promise<BackfillPage[]> {
    const pages: BackfillPage[] = [];
    let cursor: string | undefined;
    do {
      const page = await readPage(annotations, cursor);
      pages.push(page);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return pages;
  }
  const mapped = (item: BackfillItem) => {
    const result = sourceOf().mapper.map({
      eventType: item.eventType,
      headers: {},
      body: item.body,
      receivedAt: NOW.toISOString(),
    });
    if ('unmapped' in result) {
      throw new Error(result.unmapped);
    }
    for (const event of result.events) {
      expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
      expect(JSON.stringify(event)).not.toMatch(/jane/i);
    }
    return result.events;
  };
  const readEvents = async (annotations = ANNOTATIONS) =>
    (await readAll(annotations)).flatMap(({ items }) => items.flatMap(mapped));

  it('asks exactly for the builds of the job as its user, with a pause after each request', async () => {
    const pages = await readAll();
    expect(server.seen).toEqual([
      `GET ${JOB}/api/json?tree=${JOB_TREE}`,
      builds(0),
    ]);
    expect(server.requests[0].headers).toMatchObject({
      authorization: `Basic ${Buffer.from('portal:secret').toString('base64')}`,
      accept: 'application/json',
    });
    expect(pages.map(({ stage, waitUntil }) => [stage, waitUntil])).toEqual([
      ['job shop/payments', '2026-11-25T12:00:00.500Z'],
      ['builds 1 to 0 of shop/payments', undefined],
    ]);
  });

  it.each([
    ['SUCCESS', 'success'],
    ['UNSTABLE', 'failure'],
    ['FAILURE', 'failure'],
    ['ABORTED', 'cancel'],
    ['NOT_BUILT', 'cancel'],
    ['ODD', 'error'],
  ])('makes of a build that ended with %s a %s', async (result, outcome) => {
    server.on(builds(0), { body: { allBuilds: [build(12, { result })] } });
    expect(await readEvents()).toMatchObject([
      {
        context: {
          type: 'dev.cdevents.pipelinerun.finished.0.3.0',
          timestamp: '2026-09-01T08:01:00.000Z',
        },
        subject: {
          id: 'shop/payments#run-jenkins-shop/payments-12.1',
          content: { outcome, pipelineName: 'shop/payments' },
        },
        customData: {
          repository: 'shop/payments',
          sha: SHA,
          branch: 'main',
          runNumber: 12,
          trigger: 'user',
          startedAt: '2026-09-01T08:00:00.000Z',
          rawOutcome: result,
        },
      },
    ]);
  });

  it('takes a build that runs for one that was started', async () => {
    server.on(builds(0), {
      body: {
        allBuilds: [build(12, { result: null, building: true, duration: 0 })],
      },
    });
    const [event] = await readEvents();
    expect(event.context.type).toBe('dev.cdevents.pipelinerun.started.0.3.0');
    expect(event.subject.content).not.toHaveProperty('outcome');
  });

  it.each([
    ['SUCCESS', 'dev.cdevents.service.deployed.0.3.0'],
    ['UNSTABLE', 'dev.cdevents.service.deployed.0.3.0'],
    ['FAILURE', 'dev.cdeventsx.showcaller-deployment.failed.0.1.0'],
    ['ABORTED', 'dev.cdeventsx.showcaller-deployment.cancelled.0.1.0'],
    ['ODD', 'dev.cdeventsx.showcaller-deployment.updated.0.1.0'],
  ])(
    'takes a build of a deploying job that ended with %s for %s',
    async (result, type) => {
      server.on(builds(0), { body: { allBuilds: [build(12, { result })] } });
      const events = await readEvents({
        ...ANNOTATIONS,
        'showcaller.io/jenkins-deploy-jobs': 'shop/payments=production',
      });
      expect(events.map(({ context }) => context.type)).toEqual([
        'dev.cdevents.pipelinerun.finished.0.3.0',
        'dev.cdeventsx.showcaller-deployment.requested.0.1.0',
        type,
      ]);
      expect(events[2]).toMatchObject({
        context: { timestamp: '2026-09-01T08:01:00.000Z' },
        subject: { id: 'shop/payments#deployment-jenkins-shop/payments-12' },
        customData: {
          environment: 'production',
          sha: SHA,
          requestedAt: '2026-09-01T08:00:00.000Z',
        },
      });
    },
  );

  it.each([
    [
      'a parameter before the checkout',
      { name: 'GIT_COMMIT', value: LIBRARY },
      LIBRARY,
    ],
    [
      'a parameter of another name',
      { name: 'revision', value: LIBRARY },
      LIBRARY,
    ],
    [
      'the checkout when the parameter is a branch',
      { name: 'REVISION', value: 'main' },
      SHA,
    ],
    [
      'the checkout when a parameter is something else',
      { name: 'TOKEN', value: LIBRARY },
      SHA,
    ],
  ])('of a deploying build takes %s', async (_what, parameter, sha) => {
    const { actions } = build(12);
    server.on(builds(0), {
      body: {
        allBuilds: [
          build(12, { actions: [...actions, { parameters: [parameter] }] }),
        ],
      },
    });
    const events = await readEvents({
      ...ANNOTATIONS,
      'showcaller.io/jenkins-deploy-jobs': 'shop/payments=production',
    });
    expect(events.at(-1)?.customData).toMatchObject({ sha });
  });

  it('makes no deployment of a build whose commit nobody told', async () => {
    server.on(builds(0), {
      body: {
        allBuilds: [
          build(12, {
            actions: [
              checkout(LIBRARY, 'https://github.com/shop/library'),
              checkout(LIBRARY, 'https://github.com/shop/other'),
            ],
          }),
        ],
      },
    });
    const events = await readEvents({
      ...ANNOTATIONS,
      'showcaller.io/jenkins-deploy-jobs': 'shop/payments=production',
    });
    expect(events).toHaveLength(1);
    expect(events[0].customData).not.toHaveProperty('sha');
  });

  it('reads the tests of builds that have some', async () => {
    const { actions } = build(12);
    server.on(builds(0), {
      body: {
        allBuilds: [
          build(12, { actions: [...actions, TESTS] }),
          build(11, { actions: [...actions, TESTS] }),
          build(10),
        ],
      },
    });
    server.on(`GET ${JOB}/12/testReport/api/json?tree=${REPORT_TREE}`, {
      body: { suites },
    });
    server.on(`GET ${JOB}/11/testReport/api/json?tree=${REPORT_TREE}`, {
      status: 404,
    });
    const pages = await readAll();
    const documents = pages.flatMap(page => page.documents ?? []);
    expect(documents).toMatchObject([
      {
        kind: 'junit',
        repository: 'shop/payments',
        sha: SHA,
        name: 'jenkins shop/payments',
        observedAt: '2026-09-01T08:01:00.000Z',
      },
    ]);
    const text = documents[0].body.toString();
    expect(text).toContain('name="mends"/>');
    expect(text).toContain('name="splits"><failure/>');
    expect(text).toContain('name="waits"><skipped/>');
    const events = pages.flatMap(({ items }) => items.flatMap(mapped));
    expect(events.at(-1)).toMatchObject({
      subject: {
        id: 'shop/payments#tests-jenkins-shop/payments-12.1',
        content: { outcome: 'failure' },
      },
      customData: { passed: 1, failed: 1, skipped: 1 },
    });
  });

  it('reads the tests of all modules of a Maven build', async () => {
    const { actions } = build(12);
    server.on(builds(0), {
      body: { allBuilds: [build(12, { actions: [...actions, TESTS] })] },
    });
    server.on(`GET ${JOB}/12/testReport/api/json`, {
      body: { childReports: [{ result: { suites } }, { result: { suites } }] },
    });
    const [document] = (await readAll()).flatMap(page => page.documents ?? []);
    expect(document.body.toString().match(/<testsuite /g)).toHaveLength(2);
  });

  it('goes on while all builds of a page are young enough', async () => {
    const page = (from: number, more: object = {}) => ({
      body: {
        allBuilds: Array.from({ length: 50 }, (_, n) => build(from - n, more)),
      },
    });
    server.on(builds(0), page(200));
    server.on(builds(50), page(150));
    server.on(builds(100), {
      body: {
        allBuilds: [
          ...page(100).body.allBuilds.slice(0, 20),
          ...page(80, {
            timestamp: Date.parse('2026-05-01T00:00:00Z'),
          }).body.allBuilds.slice(0, 30),
        ],
      },
    });
    const items = (await readAll()).flatMap(found => found.items);
    expect(items).toHaveLength(120);
    expect(server.seen).not.toContain(builds(150));
  });

  it('reads the branches of a multibranch job, and leaves out one that is gone', async () => {
    server.on(`GET ${JOB}/api/json?tree=${JOB_TREE}`, {
      body: {
        jobs: [
          { fullName: 'shop/payments/main' },
          { fullName: 'shop/payments/feature%2Fx' },
          { fullName: 'shop/payments/gone' },
        ],
      },
    });
    for (const branch of ['main', 'feature%252Fx']) {
      server.on(`GET ${JOB}/job/${branch}/api/json?tree=${JOB_TREE}`, {
        body: {},
      });
      server.on(`GET ${JOB}/job/${branch}/api/json`, {
        body: { allBuilds: [build(1)] },
      });
    }
    server.on(`GET ${JOB}/job/gone/api/json`, { status: 404 });
    const events = await readEvents();
    expect(events.map(({ subject }) => subject.id)).toEqual([
      'shop/payments#run-jenkins-shop/payments/main-1.1',
      'shop/payments#run-jenkins-shop/payments/feature%2Fx-1.1',
    ]);
  });
});
