import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  BackfillItem,
  BackfillPage,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createGitlabClient } from '../api/createGitlabClient';
import {
  SINCE,
  NOW,
  SHA,
  MERGED,
  PATH,
  PROJECT,
  newest,
  deployment,
  pipeline,
  job,
  report,
} from './__fixtures__/answers';
import { createGitlabBackfillSource } from './gitlabBackfillSource';

describe('createGitlabBackfillSource', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    server.on(`GET ${PATH}`, { body: PROJECT });
    for (const list of ['deployments', 'pipelines', 'merge_requests']) {
      server.on(`GET ${PATH}/${list}`, { body: [] });
    }
  });
  afterEach(() => server.stop());

  const sourceOf = (jobs = true) => {
    const config = {
      host: 'gitlab.com',
      apiBaseUrl: `${server.url}/api/v4`,
      token: 'secret',
      reserve: 0.2,
      jobs,
    };
    return createGitlabBackfillSource({
      config,
      client: createGitlabClient({ config, timeoutMs: 300, now: () => NOW }),
      identitySalt: 'salt',
    });
  };
  const readPage = (cursor?: string, jobs?: boolean) =>
    sourceOf(jobs).readPage({
      annotations: { 'gitlab.com/project-slug': 'Shop/Platform/Payments' },
      cursor,
      since: SINCE,
      signal: new AbortController().signal,
    });
  async function readAll(jobs?: boolean): Promise<BackfillPage[]> {
    const pages: BackfillPage[] = [];
    let cursor: string | undefined;
    do {
      const page = await readPage(cursor, jobs);
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
  const readEvents = async () =>
    (await readAll()).flatMap(({ items }) => items.flatMap(mapped));

  it('asks exactly for the past of the project with the token, and ends', async () => {
    const pages = await readAll();
    expect(server.seen).toEqual([
      `GET ${PATH}`,
      `GET ${PATH}/deployments?${newest(1)}`,
      `GET ${PATH}/pipelines?${newest(1, 50)}`,
      `GET ${PATH}/merge_requests?${newest(1).replace(
        '&updated',
        '&state=merged&updated',
      )}`,
    ]);
    expect(server.requests[0].headers).toMatchObject({
      authorization: 'Bearer secret',
      accept: 'application/json',
    });
    expect(pages.map(({ stage }) => stage)).toEqual([
      'project',
      'deployments, page 1',
      'pipelines, page 1',
      'merged merge requests, page 1',
    ]);
  });

  it.each([
    ['success', 'dev.cdevents.service.deployed.0.3.0', '08:20'],
    ['failed', 'dev.cdeventsx.showcaller-deployment.failed.0.1.0', '08:20'],
    ['running', 'dev.cdeventsx.showcaller-deployment.started.0.1.0', '08:05'],
    [
      'canceled',
      'dev.cdeventsx.showcaller-deployment.cancelled.0.1.0',
      '08:20',
    ],
    ['blocked', 'dev.cdeventsx.showcaller-deployment.queued.0.1.0', '08:20'],
    ['odd', 'dev.cdeventsx.showcaller-deployment.updated.0.1.0', '08:20'],
  ])('makes of a deployment that is %s %s', async (status, type, time) => {
    server.on(`GET ${PATH}/deployments`, { body: [deployment(41, status)] });
    const events = await readEvents();
    expect(events.map(({ context }) => context.type)).toEqual([
      'dev.cdeventsx.showcaller-deployment.requested.0.1.0',
      type,
    ]);
    expect(events[1]).toMatchObject({
      context: { timestamp: `2026-09-01T${time}:00.000Z` },
      subject: { id: 'shop/platform/payments#deployment-gitlab-41' },
      customData: {
        kind: 'deployment',
        repository: 'shop/platform/payments',
        deploymentId: 'gitlab-41',
        sha: SHA,
        environment: 'production',
        requestedAt: '2026-09-01T08:00:00.000Z',
        rawStatus: status,
      },
    });
  });

  it('reads of each pipeline its times, its jobs with those that were retried, and its tests', async () => {
    server.on(`GET ${PATH}/pipelines?${newest(1, 50)}`, {
      body: [{ id: 47 }, { id: 46 }],
    });
    server.on(`GET ${PATH}/pipelines/47`, { body: pipeline(47) });
    server.on(`GET ${PATH}/pipelines/46`, {
      status: 404,
      body: { message: '404 Not found' },
    });
    server.on(
      `GET ${PATH}/pipelines/47/jobs?include_retried=true&page=1&per_page=100`,
      { body: [job(7), job(6, { status: 'failed' })] },
    );
    server.on(`GET ${PATH}/pipelines/47/test_report`, { body: report });
    const pages = await readAll();
    const events = pages.flatMap(({ items }) => items.flatMap(mapped));
    expect(
      events.map(({ context, subject }) => [
        context.type.replace('dev.cdevents.', ''),
        subject.id,
        subject.content.outcome,
        context.timestamp,
      ]),
    ).toEqual([
      [
        'pipelinerun.finished.0.3.0',
        'shop/platform/payments#run-gitlab-47.1',
        'success',
        '2026-09-01T07:09:00.000Z',
      ],
      [
        'taskrun.finished.0.3.0',
        'shop/platform/payments#task-gitlab-7',
        'success',
        '2026-09-01T07:08:00.000Z',
      ],
      [
        'taskrun.finished.0.3.0',
        'shop/platform/payments#task-gitlab-6',
        'failure',
        '2026-09-01T07:08:00.000Z',
      ],
      [
        'testsuiterun.finished.0.3.0',
        'shop/platform/payments#tests-gitlab-47.1',
        'failure',
        '2026-09-01T07:09:00.000Z',
      ],
    ]);
    expect(events[3].customData).toMatchObject({
      kind: 'testReport',
      passed: 1,
      failed: 1,
      skipped: 1,
    });
    const documents = pages.flatMap(page => page.documents ?? []);
    expect(documents).toMatchObject([
      {
        kind: 'junit',
        repository: 'shop/platform/payments',
        sha: SHA,
        name: 'gitlab',
        attempt: 1,
        observedAt: '2026-09-01T07:09:00.000Z',
      },
    ]);
    expect(documents[0].body.toString()).toContain(
      '<testcase classname="Pay" name="splits"><failure/></testcase>',
    );
  });

  it.each([
    ['running', 'pipelinerun.started'],
    ['manual', 'pipelinerun.queued'],
    ['canceled', 'pipelinerun.finished'],
  ])('takes a pipeline that is %s for %s', async (status, type) => {
    server.on(`GET ${PATH}/pipelines?${newest(1, 50)}`, { body: [{ id: 47 }] });
    server.on(`GET ${PATH}/pipelines/47`, {
      body: pipeline(47, { status, finished_at: null }),
    });
    server.on(`GET ${PATH}/pipelines/47/jobs`, {
      body: [
        job(7, { status: 'created', started_at: null, finished_at: null }),
      ],
    });
    const types = (await readEvents()).map(({ context }) => context.type);
    expect(types).toEqual([
      `dev.cdevents.${type}.0.3.0`,
      'dev.cdeventsx.showcaller-taskrun.queued.0.1.0',
    ]);
    expect(server.seen.join()).not.toContain('test_report');
  });

  it('asks for no jobs and tests where they are not wanted', async () => {
    server.on(`GET ${PATH}/pipelines?${newest(1, 50)}`, { body: [{ id: 47 }] });
    server.on(`GET ${PATH}/pipelines/47`, { body: pipeline(47) });
    expect(await readAll(false)).toHaveLength(5);
  });

  it('makes nothing of a pipeline without tests', async () => {
    server.on(`GET ${PATH}/pipelines?${newest(1, 50)}`, { body: [{ id: 47 }] });
    server.on(`GET ${PATH}/pipelines/47`, { body: pipeline(47) });
    server.on(`GET ${PATH}/pipelines/47/jobs`, { body: [] });
    server.on(`GET ${PATH}/pipelines/47/test_report`, {
      body: { total_count: 0, test_suites: [] },
    });
    const pages = await readAll();
    expect(pages.flatMap(({ documents = [] }) => documents)).toEqual([]);
    expect(pages.flatMap(({ items }) => items)).toHaveLength(1);
  });

  it('leaves out a test report that is too long, and goes on', async () => {
    server.on(`GET ${PATH}/pipelines?${newest(1, 50)}`, { body: [{ id: 47 }] });
    server.on(`GET ${PATH}/pipelines/47`, { body: pipeline(47) });
    server.on(`GET ${PATH}/pipelines/47/jobs`, { body: [] });
    server.on(`GET ${PATH}/pipelines/47/test_report`, {
      body: { ...report, padding: 'x'.repeat(4 * 1024 * 1024) },
    });
    const pages = await readAll();
    expect(pages.flatMap(({ documents = [] }) => documents)).toEqual([]);
    expect(pages.at(-1)?.stage).toBe('merged merge requests, page 1');
  });

  it('reads merged merge requests as changes at the merge commit', async () => {
    server.on(`GET ${PATH}/merge_requests`, {
      body: [
        {
          iid: 5,
          title: 'A change',
          sha: SHA,
          merge_commit_sha: MERGED,
          target_branch: 'main',
          merged_at: '2026-09-01T08:00:00.000+02:00',
          web_url: 'https://gitlab.example.com/x/-/merge_requests/5',
          author: { username: 'jane' },
        },
      ],
    });
    expect(await readEvents()).toMatchObject([
      {
        context: {
          type: 'dev.cdevents.change.merged.0.3.0',
          timestamp: '2026-09-01T06:00:00.000Z',
        },
        subject: { id: `shop/platform/payments@${MERGED}` },
        customData: {
          sha: MERGED,
          onDefaultBranch: true,
          authorHash: expect.stringMatching(/^[0-9a-f]{32}$/),
          pullRequest: { number: 5, headSha: SHA },
        },
      },
    ]);
  });

  it('goes on while GitLab names a next page, or a page is full', async () => {
    const full = Array.from({ length: 100 }, (_, id) =>
      deployment(id, 'success'),
    );
    server.on(`GET ${PATH}/deployments?${newest(1)}`, {
      body: [deployment(900, 'success')],
      headers: { 'x-next-page': '2' },
    });
    server.on(`GET ${PATH}/deployments?${newest(2)}`, { body: full });
    server.on(`GET ${PATH}/deployments?${newest(3)}`, {
      body: full,
      headers: { 'x-next-page': '' },
    });
    await readAll();
    expect(
      server.seen.filter(route => route.includes('/deployments')),
    ).toHaveLength(3);
  });

  it('keeps the events of an entity that has a GitHub slug, too, together', async () => {
    server.on(`GET ${PATH}/deployments`, { body: [deployment(41, 'success')] });
    const source = sourceOf();
    const annotations = {
      'gitlab.com/project-slug': 'Shop/Platform/Payments',
      'github.com/project-slug': 'Shop/Payments',
    };
    expect(source.targetOf(annotations)).toEqual({
      id: 'shop/platform/payments',
      repository: 'shop/payments',
    });
    const request = {
      annotations,
      since: SINCE,
      signal: new AbortController().signal,
    };
    const { nextCursor } = await source.readPage(request);
    const { items } = await source.readPage({ ...request, cursor: nextCursor });
    expect(mapped(items[0])[0].subject.id).toBe(
      'shop/payments#deployment-gitlab-41',
    );
  });

  it('gives the same items for the same answer, and others for a changed one', async () => {
    const ids = async () =>
      (await readAll()).flatMap(({ items }) =>
        items.map(({ deliveryId }) => deliveryId),
      );
    server.on(`GET ${PATH}/deployments`, { body: [deployment(41, 'running')] });
    const before = await ids();
    expect(await ids()).toEqual(before);
    server.on(`GET ${PATH}/deployments`, { body: [deployment(41, 'success')] });
    expect(await ids()).not.toEqual(before);
  });

  it('sends what it cannot read to the dead letters, with the field', () => {
    const item = { project: { repository: 'a/b' }, deployment: { id: 1 } };
    expect(() =>
      sourceOf().mapper.map({
        eventType: 'deployment',
        headers: {},
        body: Buffer.from(JSON.stringify(item)),
        receivedAt: NOW.toISOString(),
      }),
    ).toThrow('deployment.sha');
    expect(
      sourceOf().mapper.map({
        eventType: 'toString',
        headers: {},
        body: Buffer.from('{}'),
        receivedAt: NOW.toISOString(),
      }),
    ).toHaveProperty('unmapped');
  });
});
