import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  foldDeployment,
  foldPipelineRun,
  type DeliveryEvent,
} from '@showcaller/engine/delivery';
import type {
  BackfillItem,
  BackfillPage,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { map } from '../__fixtures__/map';
import * as parts from '../__fixtures__/payloads';
import { githubApi } from '../api/__fixtures__/githubApi';
import {
  SINCE,
  REPOSITORY,
  OLD,
  PATH,
  deployment,
  status,
  run,
  pull,
} from './__fixtures__/answers';
import { createGithubBackfillSource } from './githubBackfillSource';

describe('createGithubBackfillSource', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
    server.on(`GET ${PATH}`, { body: REPOSITORY });
    server.on(`GET ${PATH}/deployments`, { body: [] });
    server.on(`GET ${PATH}/actions/runs`, { body: { workflow_runs: [] } });
    server.on(`GET ${PATH}/pulls`, { body: [] });
  });
  afterEach(() => server.stop());

  const sourceOf = (jobs = false) =>
    createGithubBackfillSource({
      api: githubApi({ apiBaseUrl: server.url, config: { jobs } }),
      identitySalt: 'salt',
    });

  const readPage = (cursor?: string, jobs = false) =>
    sourceOf(jobs).readPage({
      annotations: { 'github.com/project-slug': 'Shop/Payments' },
      cursor,
      since: SINCE,
      signal: new AbortController().signal,
    });

  /** Every page from a cursor on. */
  async function readAll(
    options: { cursor?: string; jobs?: boolean } = {},
  ): Promise<BackfillPage[]> {
    const pages: BackfillPage[] = [];
    let { cursor } = options;
    do {
      const page = await readPage(cursor, options.jobs);
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
      receivedAt: '2026-11-25T12:00:00.000Z',
    });
    if ('unmapped' in result) {
      throw new Error(result.unmapped);
    }
    for (const event of result.events) {
      expect([event, validateCdEvent(event)]).toEqual([event, { valid: true }]);
    }
    return result.events;
  };

  it('asks exactly for the past of the repository, newest first, and ends', async () => {
    const pages = await readAll();
    expect(server.seen).toEqual([
      `GET ${PATH}`,
      `GET ${PATH}/deployments?page=1&per_page=50`,
      `GET ${PATH}/actions/runs?exclude_pull_requests=true&page=1&per_page=100`,
      `GET ${PATH}/pulls?direction=desc&page=1&per_page=100&sort=updated&state=closed`,
    ]);
    expect(pages.map(({ stage }) => stage)).toEqual([
      'repository',
      'deployments, page 1',
      'workflow runs, page 1',
      'merged pull requests, page 1',
    ]);
    expect(server.requests.map(({ method }) => method)).toEqual(
      Array(4).fill('GET'),
    );
  });

  it('reads a deployment and each of its statuses, of which the last pages count too', async () => {
    const many = Array.from({ length: 100 }, (_, n) =>
      status(n, 'in_progress'),
    );
    server.on(`GET ${PATH}/deployments?page=1&per_page=50`, {
      body: [deployment(7), deployment(6, { created_at: OLD })],
    });
    server.on(`GET ${PATH}/deployments/7/statuses?page=1&per_page=100`, {
      body: many,
    });
    server.on(`GET ${PATH}/deployments/7/statuses?page=2&per_page=100`, {
      body: [status(100, 'success')],
    });
    const items = (await readAll()).flatMap(page => page.items);
    expect(items).toHaveLength(102);
    expect(server.seen.filter(route => route.includes('/6/'))).toEqual([]);
    const events = items.flatMap(mapped);
    expect(new Set(events.map(event => event.subject.id))).toEqual(
      new Set(['shop/payments#deployment-7']),
    );
    expect(events.at(-1)?.context.type).toBe(
      'dev.cdevents.service.deployed.0.3.0',
    );
  });

  it('goes on to the next page while a page is full and young enough', async () => {
    const page = (from: number, created_at: string) => ({
      body: {
        workflow_runs: Array.from({ length: 100 }, (_, n) =>
          run(from + n, { created_at }),
        ),
      },
    });
    const route = (n: number) =>
      `GET ${PATH}/actions/runs?exclude_pull_requests=true&page=${n}&per_page=100`;
    server.on(route(1), page(1000, parts.EARLY));
    server.on(route(2), {
      body: {
        workflow_runs: [
          ...page(2000, parts.EARLY).body.workflow_runs.slice(0, 60),
          ...page(3000, OLD).body.workflow_runs.slice(0, 40),
        ],
      },
    });
    const items = (await readAll()).flatMap(({ items: some }) => some);
    expect(items).toHaveLength(160);
    expect(server.seen).toContain(route(2));
    expect(server.seen).not.toContain(route(3));
  });

  it('reads the earlier attempts of a run and the jobs of all of them', async () => {
    server.on(
      `GET ${PATH}/actions/runs?exclude_pull_requests=true&page=1&per_page=100`,
      { body: { workflow_runs: [run(30, { run_attempt: 3 })] } },
    );
    for (const attempt of [1, 2]) {
      server.on(
        `GET ${PATH}/actions/runs/30/attempts/${attempt}?exclude_pull_requests=true`,
        attempt === 1
          ? { body: run(30, { run_attempt: 1, conclusion: 'failure' }) }
          : { status: 404, body: { message: 'Not Found' } },
      );
    }
    server.on(
      `GET ${PATH}/actions/runs/30/jobs?filter=all&page=1&per_page=100`,
      {
        body: {
          jobs: [
            { ...parts.job, status: 'completed', conclusion: 'failure' },
            {
              ...parts.job,
              id: 32,
              run_attempt: 3,
              status: 'completed',
              conclusion: 'success',
            },
          ],
        },
      },
    );
    const items = (await readAll({ jobs: true })).flatMap(page => page.items);
    const events = items.flatMap(mapped);
    expect(
      events.map(event => [event.subject.id, event.subject.content.outcome]),
    ).toEqual([
      ['shop/payments#run-30.3', 'success'],
      ['shop/payments#run-30.1', 'failure'],
      ['shop/payments#task-31', 'failure'],
      ['shop/payments#task-32', 'success'],
    ]);
  });

  it('takes of the closed pull requests those that were merged', async () => {
    server.on(
      `GET ${PATH}/pulls?direction=desc&page=1&per_page=100&sort=updated&state=closed`,
      {
        body: [
          pull(9),
          pull(8, { merged_at: null }),
          pull(7, { merged_at: OLD }),
        ],
      },
    );
    const events = (await readAll()).flatMap(({ items }) =>
      items.flatMap(mapped),
    );
    expect(events).toMatchObject([
      {
        context: { type: 'dev.cdevents.change.merged.0.3.0' },
        subject: { id: `shop/payments@${parts.MERGE_SHA}` },
        customData: { pullRequest: { number: 9 } },
      },
    ]);
  });

  it('gives one row for what came by webhook and by API', async () => {
    server.on(`GET ${PATH}/deployments?page=1&per_page=50`, {
      body: [deployment(7)],
    });
    server.on(`GET ${PATH}/deployments/7/statuses?page=1&per_page=100`, {
      body: [status(2, 'success'), status(1, 'in_progress')],
    });
    server.on(
      `GET ${PATH}/actions/runs?exclude_pull_requests=true&page=1&per_page=100`,
      { body: { workflow_runs: [run(30)] } },
    );
    const read = (await readAll()).flatMap(({ items }) =>
      items.flatMap(mapped),
    );
    const sent = [
      ...map('deployment', {
        repository: REPOSITORY,
        action: 'created',
        deployment: deployment(7),
      }),
      ...[status(1, 'in_progress'), status(2, 'success')].flatMap(one =>
        map('deployment_status', {
          repository: REPOSITORY,
          action: 'created',
          deployment: deployment(7),
          deployment_status: one,
        }),
      ),
      ...map('workflow_run', {
        repository: REPOSITORY,
        action: 'completed',
        workflow_run: run(30),
      }),
    ];
    const asDelivered = (events: typeof sent, id: string) =>
      events
        .filter(event => event.subject.id === id)
        .map(({ context, subject, customData }) => ({
          id: context.id,
          type: context.type,
          occurredAt: context.timestamp,
          receivedAt: '2026-11-25T12:00:00.000Z',
          content: subject.content,
          data: customData,
        }));
    const states = (events: typeof sent) => [
      foldDeployment(
        asDelivered(
          events,
          'shop/payments#deployment-7',
        ) as DeliveryEvent<never>[],
      ),
      foldPipelineRun(
        asDelivered(events, 'shop/payments#run-30.1') as DeliveryEvent<never>[],
      ),
    ];
    expect(states(read)).toEqual(states(sent));
    expect(states([...sent, ...read])).toEqual(states(sent));
    expect(states(read)).toMatchObject([
      { status: 'succeeded', finishedAt: parts.LATE },
      { status: 'success' },
    ]);
  });

  it('goes on from every cursor as if nothing had happened, and repeats a lost page exactly', async () => {
    server.on(`GET ${PATH}/deployments?page=1&per_page=50`, {
      body: [deployment(7), deployment(8)],
    });
    for (const id of [7, 8]) {
      server.on(`GET ${PATH}/deployments/${id}/statuses`, {
        body: [status(id, 'success')],
      });
    }
    const pages = await readAll();
    const ids = (some: BackfillPage[]) =>
      some.flatMap(page => page.items.map(({ deliveryId }) => deliveryId));
    for (const [index, { nextCursor }] of pages.slice(0, -1).entries()) {
      const rest = await readAll({ cursor: nextCursor });
      expect(ids(rest)).toEqual(ids(pages.slice(index + 1)));
    }
  });

  it('asks to pause when only the reserve of the rate limit is left', async () => {
    server.on(`GET ${PATH}`, {
      body: REPOSITORY,
      headers: {
        'x-ratelimit-limit': '5000',
        'x-ratelimit-remaining': '900',
        'x-ratelimit-reset': '1795615200',
      },
    });
    expect(await readPage()).toMatchObject({
      waitUntil: new Date(1_795_615_200_000).toISOString(),
    });
  });

  it.each([
    [{ status: 401, body: { message: 'Bad credentials' } }, 'refused'],
    [{ status: 404, body: { message: 'Not Found' } }, 'not-found'],
    [{ status: 429, headers: { 'retry-after': '9' } }, 'rate-limited'],
    [{ status: 502, body: '<html>' }, 'unavailable'],
    [{ body: '[{"id": 7, "sha": "abc' }, 'unavailable'],
    [{ fault: 'cut' as const, body: [deployment(1)] }, 'unavailable'],
    [{ fault: 'hang' as const }, 'unavailable'],
    [
      { status: 302, headers: { location: 'https://evil.example.com/' } },
      'refused',
    ],
  ])('tells %j as %s', async (answer, kind) => {
    server.on(`GET ${PATH}`, answer);
    await expect(readPage()).rejects.toMatchObject({
      name: 'VendorError',
      kind,
    });
  });

  it('does not take an error page for an empty list', async () => {
    server.on(`GET ${PATH}/actions/runs`, { body: { message: 'odd' } });
    await expect(readAll()).rejects.toThrow(
      'GitHub’s answer to actions/runs holds no list'.replace('’', "'"),
    );
  });
});
