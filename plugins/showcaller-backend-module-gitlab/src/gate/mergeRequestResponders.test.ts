import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import {
  failures,
  HEADERS,
  PATH,
  questionOf,
  responderOf,
  SHA,
} from './__fixtures__/responders';

const MERGE_REQUEST = `GET ${PATH}/merge_requests/5`;
const CHECKS = `${MERGE_REQUEST}/status_checks`;
const RESPOND = `POST ${PATH}/merge_requests/5/status_check_responses`;
const STATUSES = `GET ${PATH}/repository/commits/${SHA}/statuses?name=Showcaller gate&per_page=100`;
const STATUS = `POST ${PATH}/statuses/${SHA}`;
const NAME = 'Showcaller gate';
const WEB_URL = 'https://gitlab.example.com/Shop/Payments/-/merge_requests/5';

const target = { iid: 5, checkId: '2', sha: SHA };
const mergeRequest = (more: object = {}) => ({
  body: { iid: 5, state: 'opened', sha: SHA, web_url: WEB_URL, ...more },
});
const checks = (status: string) => ({
  body: [
    { id: 1, status: 'passed' },
    { id: 2, status },
  ],
});

describe('responders about merge requests', () => {
  let server: FakeVendorApi;
  beforeEach(async () => {
    server = await FakeVendorApi.start();
  });
  afterEach(() => server.stop());

  const answer = async (id: string, verdict: 'pass' | 'fail' | 'pending') => {
    const responder = responderOf(id, server.url);
    const request = questionOf(verdict, target);
    const plan = await responder.plan(request);
    await responder.apply({ ...request, plan });
    return plan;
  };

  describe('createStatusCheckResponder', () => {
    const ID = 'gitlab-status-check';

    it.each([
      ['pass', 'passed', 'pending'],
      ['fail', 'failed', 'pending'],
      ['pending', 'pending', 'failed'],
      ['pass', 'passed', 'failed'],
    ] as const)(
      'tells %s as %s of what was %s',
      async (verdict, status, before) => {
        server.on(MERGE_REQUEST, mergeRequest());
        server.on(CHECKS, checks(before));
        server.on(RESPOND, { status: 201, body: {} });
        await answer(ID, verdict);
        expect(server.seen).toEqual([MERGE_REQUEST, CHECKS, RESPOND]);
        expect(server.requests[2]).toMatchObject({
          headers: HEADERS,
          query: {},
          body: { external_status_check_id: 2, sha: SHA, status },
        });
      },
    );

    it.each([
      ['GitLab has the answer', mergeRequest(), ''],
      [
        'the head is another',
        mergeRequest({ sha: 'b'.repeat(40) }),
        'another head',
      ],
      ['it is merged', mergeRequest({ state: 'merged' }), 'is merged'],
    ])('sends nothing when %s', async (_what, body, note) => {
      server.on(MERGE_REQUEST, body);
      server.on(CHECKS, checks('passed'));
      const plan = await answer(ID, 'pass');
      expect(plan.requests).toEqual([]);
      expect(plan.note ?? '').toContain(note);
      await expect(
        responderOf(ID, server.url).observe(questionOf('pass', target)),
      ).resolves.toEqual({ answered: true, url: WEB_URL });
    });

    it('takes a head that moves meanwhile for no error', async () => {
      server.on(MERGE_REQUEST, mergeRequest());
      server.on(CHECKS, checks('pending'));
      server.on(RESPOND, {
        status: 409,
        body: { message: 'sha does not match' },
      });
      await expect(answer(ID, 'pass')).resolves.toMatchObject({
        requests: [{}],
      });
    });

    it.each(failures)(
      'tells %j as %s',
      async (failure, kind, retryable, retryAt) => {
        server.on(MERGE_REQUEST, mergeRequest());
        server.on(CHECKS, checks('pending'));
        server.on(RESPOND, failure as object);
        const error = await answer(ID, 'pass').catch(problem => problem);
        expect(error).toMatchObject({ name: 'VendorError', kind, retryable });
        expect(error.retryAt?.toISOString() ?? '').toBe(retryAt);
      },
    );

    it('describes where it answers, and tells progress', () => {
      const responder = responderOf(ID, server.url);
      expect(responder.tellsProgress).toBe(true);
      expect(responder.describe(questionOf('pass', target).target)).toBe(
        'status check of merge request 5 of Shop/Payments on gitlab.example.com',
      );
    });

    it('names what a question lacks', async () => {
      await expect(
        responderOf(ID, server.url).plan(questionOf('pass', { iid: 5 })),
      ).rejects.toThrow('the question names no checkId');
    });
  });

  describe('createCommitStatusResponder', () => {
    const ID = 'gitlab-commit-status';

    it.each([
      ['pass', 'success'],
      ['fail', 'failed'],
      ['pending', 'pending'],
    ] as const)('tells %s as %s', async (verdict, state) => {
      server.on(STATUSES, {
        body: [{ id: 1, name: NAME, status: 'running', description: 'x' }],
      });
      server.on(STATUS, { status: 201, body: {} });
      await answer(ID, verdict);
      expect(server.seen).toEqual([STATUSES, STATUS]);
      expect(server.requests[1]).toMatchObject({
        headers: HEADERS,
        body: {
          state,
          name: 'Showcaller gate',
          description: 'Allowed because the risk is low.',
          target_url: 'https://portal.example.com/gate/d-1',
        },
      });
    });

    it('sends nothing that GitLab has already', async () => {
      server.on(STATUSES, {
        body: [
          { id: 1, name: NAME, status: 'failed', description: 'x' },
          {
            id: 2,
            name: NAME,
            status: 'success',
            description: 'Allowed because the risk is low.',
          },
          { id: 3, name: 'lint', status: 'failed', description: 'x' },
        ],
      });
      expect(await answer(ID, 'pass')).toEqual({ requests: [] });
      await expect(
        responderOf(ID, server.url).observe(questionOf('pass', target)),
      ).resolves.toEqual({ answered: true });
    });

    it.each<[object, string, boolean]>([
      ...failures.map(
        ([failure, kind, retryable]): [object, string, boolean] => [
          failure,
          kind,
          retryable,
        ],
      ),
      [{ status: 409, body: { message: 'Conflict' } }, 'refused', false],
    ])('tells %j as %s', async (failure, kind, retryable) => {
      server.on(STATUSES, { body: [] });
      server.on(STATUS, failure);
      await expect(answer(ID, 'fail')).rejects.toMatchObject({
        name: 'VendorError',
        kind,
        retryable,
      });
    });
  });
});
