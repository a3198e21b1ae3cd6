import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type {
  ApprovalState,
  GateRequestData,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  VendorError,
  type GateResponder,
  type GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { createHmac } from 'node:crypto';
import request from 'supertest';
import { openDatabase } from '../../database/openDatabase';
import type { StoredEvent } from '../../delivery/types';
import { waitFor } from '../../risk/__fixtures__/waitFor';
import { createGate, question, revisions } from '../__testUtils__/createGate';
import type { ApprovalBook } from '../types';

jest.setTimeout(120_000);

const SECRET = `whsec_${Buffer.from('a secret of the test').toString(
  'base64',
)}`;

describe('answers of the gate', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    const running: Array<Awaited<ReturnType<typeof createGate>>> = [];
    let tool: FakeVendorApi;

    beforeEach(async () => {
      tool = await FakeVendorApi.start();
    });

    afterEach(async () => {
      for (const { room } of running.splice(0)) {
        await room.stop();
      }
      await tool.stop();
    });

    async function setUp(
      options: Partial<Parameters<typeof createGate>[0]> = {},
    ) {
      const knex =
        options.knex ??
        (await openDatabase({
          database: mockServices.database({
            knex: await databases.init(databaseId),
          }),
        }));
      const gate = await createGate({
        knex,
        config: {
          callbackHosts: [tool.url],
          callbackPrivateAddresses: true,
          callbackSecret: SECRET,
        },
        ...options,
      });
      running.push(gate);
      const ask = (fields: Parameters<typeof question>[0] = {}) =>
        request(gate.app)
          .post('/gate/evaluations?wait=20s')
          .set('Authorization', mockCredentials.user.header())
          .send(question(fields));
      const answers = () => knex('gate_answer').orderBy('id');
      return { ...gate, knex, ask, answers };
    }

    const callback = () => ({ callback: { url: `${tool.url}/told?x=1` } });
    const sent = () =>
      tool.requests.map(({ body }) => (body as { status: string }).status);

    describe('by a call back', () => {
      it('are the evaluation, signed', async () => {
        tool.on('POST /told', { status: 204 });
        const { ask, answers, audited } = await setUp();
        const { body: evaluation } = await ask(callback());
        await waitFor(async () => {
          expect(sent().at(-1)).toBe('ALLOW');
          expect(await answers()).toMatchObject([
            { state: 'sent', told_status: 'ALLOW', responder: 'callback' },
          ]);
        });
        const last = tool.requests.at(-1);
        expect(last).toMatchObject({
          method: 'POST',
          path: '/told',
          query: { x: '1' },
          headers: {
            'content-type': 'application/json',
            'user-agent': 'showcaller',
            'webhook-id': expect.stringContaining(evaluation.id),
            'webhook-timestamp': expect.stringMatching(/^\d{10}$/),
          },
          body: {
            id: evaluation.id,
            decisionId: evaluation.decisionId,
            verdict: 'pass',
          },
        });
        const {
          'webhook-id': id,
          'webhook-timestamp': at,
          'webhook-signature': signature,
        } = last?.headers ?? {};
        const expected = createHmac('sha256', 'a secret of the test')
          .update(`${id}.${at}.${JSON.stringify(last?.body)}`)
          .digest('base64');
        expect(signature).toBe(`v1,${expected}`);
        expect(audited.at(-1)).toMatchObject({
          action: 'gate.answered',
          subject: `decision:${evaluation.decisionId}`,
          data: { responder: 'callback', status: 'ALLOW' },
        });
      });

      it('come again after an error, not before the time that the tool names', async () => {
        tool.on(
          'POST /told',
          { status: 503 },
          { status: 429, headers: { 'retry-after': '120' } },
          { status: 200 },
        );
        const { ask, answers, clock } = await setUp();
        await ask(callback());
        await waitFor(async () =>
          expect(await answers()).toMatchObject([
            { state: 'pending', attempts: 1 },
          ]),
        );
        clock.aheadMs = 10_000;
        await waitFor(async () =>
          expect(await answers()).toMatchObject([
            {
              attempts: 2,
              reason: expect.stringContaining('answered with 429'),
            },
          ]),
        );
        const [{ not_before: notBefore }] = await answers();
        expect(Date.parse(notBefore)).toBeGreaterThan(
          Date.now() + clock.aheadMs + 100_000,
        );
        clock.aheadMs += 125_000;
        await waitFor(async () =>
          expect(await answers()).toMatchObject([{ state: 'sent' }]),
        );
        expect(tool.requests).toHaveLength(3);
        const ids = tool.requests.map(({ headers }) => headers['webhook-id']);
        expect(ids[1]).toBe(ids[2]);
      });

      it('do not follow a redirect, and are given up after a few refusals', async () => {
        tool.on('POST /told', {
          status: 307,
          headers: { location: 'http://127.0.0.1:1/secret' },
        });
        const { ask, answers, clock } = await setUp();
        await ask(callback());
        await waitFor(async () => {
          clock.aheadMs += 10_000;
          expect(await answers()).toMatchObject([
            {
              state: 'dead',
              reason: expect.stringContaining(
                'redirect, which is not followed',
              ),
            },
          ]);
        });
        expect(tool.seen.every(path => path === 'POST /told?x=1')).toBe(true);
      });

      it('to a host that is not configured are refused', async () => {
        const { ask, answers } = await setUp();
        const { status, body } = await ask({
          callback: { url: 'https://evil.example.com/x' },
        });
        expect(status).toBe(400);
        expect(body.error.message).toContain('evil.example.com');
        expect(await answers()).toEqual([]);
      });

      it('do not reach an address of a private network through a name', async () => {
        const { port } = new URL(tool.url);
        const { ask, answers, clock } = await setUp({
          config: { callbackHosts: [`http://localhost:${port}`] },
        });
        await ask({ callback: { url: `http://localhost:${port}/told` } });
        await waitFor(async () => {
          clock.aheadMs += 10_000;
          expect(await answers()).toMatchObject([
            {
              state: 'dead',
              reason: expect.stringContaining('private network'),
            },
          ]);
        });
        expect(tool.requests).toEqual([]);
      });

      it('of a dry run are told to nobody', async () => {
        const { ask, answers } = await setUp();
        await ask({ ...callback(), dryRun: true });
        expect(await answers()).toEqual([]);
      });
    });

    describe('to a tool that asked by an event', () => {
      /** A tool that keeps what it was told; one look may fail before it sees it. */
      function fakeResponder(options: { tellsProgress?: boolean } = {}) {
        const told: string[] = [];
        const fail: { next?: Error } = {};
        const responder: GateResponder = {
          id: 'fake-rule',
          tellsProgress: options.tellsProgress ?? false,
          describe: ({ run }) => `run ${run}`,
          plan: async ({ evaluation }: GateResponseRequest) => ({
            requests: [
              {
                method: 'POST',
                url: 'https://tool.example.com/answer',
                body: { status: evaluation.status },
              },
            ],
          }),
          apply: async ({ evaluation }) => {
            if (fail.next) {
              const error = fail.next;
              fail.next = undefined;
              throw error;
            }
            told.push(evaluation.status);
          },
          observe: async () => ({
            answered: true,
            url: 'https://tool.example.com/run/7',
          }),
        };
        return { responder, told, fail };
      }

      function requested(
        data: Partial<GateRequestData> = {},
        occurredAt = new Date().toISOString(),
      ): StoredEvent {
        return {
          id: `event-${JSON.stringify(data)}`,
          rawId: 'raw',
          type: 'dev.cdeventsx.showcaller-gate.requested.0.1.0',
          subjectId: 'shop/payments#gate-7',
          occurredAt,
          receivedAt: occurredAt,
          event: {
            customData: {
              kind: 'gateRequest',
              repository: 'Shop/Payments',
              sha: revisions.small,
              environment: 'production',
              stage: 'pre-deploy',
              requestedBy: 'octocat',
              responder: 'fake-rule',
              target: { run: 7 },
              ...data,
            },
          } as unknown as StoredEvent['event'],
        };
      }

      it('are told once, however often the event comes', async () => {
        const { responder, told } = fakeResponder();
        const { room, knex, answers } = await setUp({
          responders: [responder],
        });
        for (let time = 0; time < 3; time++) {
          await knex.transaction(tx => room.sink.apply([requested()], tx));
        }
        await waitFor(async () => {
          expect(await answers()).toMatchObject([
            {
              state: 'sent',
              told_status: 'ALLOW',
              described: 'run 7',
              url: 'https://tool.example.com/run/7',
              requests: expect.stringContaining('tool.example.com/answer'),
            },
          ]);
        });
        expect(told).toEqual(['ALLOW']);
        await expect(knex('gate_evaluation')).resolves.toMatchObject([
          { entity_ref: 'component:default/payments', requested_by: 'octocat' },
        ]);
      });

      it.each([
        ['of the past', requested({}, '2026-01-01T00:00:00Z')],
        [
          'for a responder that is not installed',
          requested({ responder: 'x' }),
        ],
        ['of a repository without an owner', requested({ repository: 'a/b' })],
      ])('are none for an event %s', async (_what, event) => {
        const { responder } = fakeResponder();
        const { room, knex } = await setUp({ responders: [responder] });
        await knex.transaction(tx => room.sink.apply([event], tx));
        await expect(knex('gate_evaluation')).resolves.toEqual([]);
      });

      it('wait for what a person says, and are told what came of it', async () => {
        const { responder, told } = fakeResponder();
        const { room, knex, answers } = await setUp({
          responders: [responder],
        });
        const state = { now: 'open' as ApprovalState['state'] };
        room.setApprovalBook(bookOf(state));
        const event = requested({ sha: revisions.large });
        await knex.transaction(tx => room.sink.apply([event], tx));
        await waitFor(async () => {
          const [row] = await answers();
          expect(row.wanted).toBeTruthy();
          expect(Date.parse(row.not_before)).toBeGreaterThan(
            Date.now() + 3_000_000,
          );
        });
        expect(told).toEqual([]);

        state.now = 'approved';
        const [{ decision_id: decisionId }] = await knex('gate_evaluation');
        await knex.transaction(tx =>
          room.approvals.onApprovalChanged(decisionId, tx),
        );
        await waitFor(async () => expect(told).toEqual(['ALLOW']));
      });

      it('say no when nobody came in time', async () => {
        const { responder, told } = fakeResponder();
        const { room, knex, clock, answers } = await setUp({
          responders: [responder],
        });
        const state = { now: 'open' as ApprovalState['state'] };
        room.setApprovalBook(bookOf(state));
        const event = requested({ sha: revisions.large });
        await knex.transaction(tx => room.sink.apply([event], tx));
        await waitFor(async () => {
          const [row] = await answers();
          expect(Date.parse(row.not_before)).toBeGreaterThan(
            Date.now() + 3_000_000,
          );
        });
        state.now = 'expired';
        clock.aheadMs = 2 * 3_600_000;
        await waitFor(async () => expect(told).toEqual(['BLOCK']));
      });

      it('tell progress to a tool that wants it: a block that can be lifted is one that waits', async () => {
        const { responder, told } = fakeResponder({ tellsProgress: true });
        const { room, knex } = await setUp({ responders: [responder] });
        room.setApprovalBook(bookOf({ now: 'open' }));
        const event = requested({ sha: revisions.large });
        await knex.transaction(tx => room.sink.apply([event], tx));
        await waitFor(async () => expect(told.at(-1)).toBe('NEEDS_APPROVAL'));
        expect(told).not.toContain('BLOCK');
      });

      it('are taken up by another replica after a crash, and not told twice by two', async () => {
        const { responder, told, fail } = fakeResponder();
        fail.next = new VendorError('not now', { kind: 'unavailable' });
        const first = await setUp({ responders: [responder] });
        const second = await setUp({
          knex: first.knex,
          responders: [responder],
          clock: first.clock,
        });
        await first.knex.transaction(tx =>
          first.room.sink.apply([requested()], tx),
        );
        await waitFor(async () =>
          expect(await second.answers()).toMatchObject([{ attempts: 1 }]),
        );
        await first.room.stop();
        first.clock.aheadMs = 10_000;
        await waitFor(async () => expect(told).toEqual(['ALLOW']));
        await waitFor(async () =>
          expect(await second.answers()).toMatchObject([{ state: 'sent' }]),
        );
        expect(told).toEqual(['ALLOW']);
      });
    });
  });
});

/** A book in which everything that asks for an approval stands like this. */
function bookOf(state: { now: ApprovalState['state'] }): ApprovalBook {
  const approval = (): ApprovalState => ({
    required: 1,
    have: 0,
    eligible: [],
    votes: [],
    subjectHash: '',
    state: state.now,
    explanation: `It is ${state.now}.`,
    expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
  });
  return {
    stateOf: async ({ approvals }) => approvals && approval(),
    statesOf: async decisions =>
      new Map(decisions.map(({ id }) => [id, approval()])),
    overrideOf: async () => undefined,
    overridesOf: async () => new Map(),
  };
}
