import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exampleChain } from '../simulation/exampleChain.testing';
import { GateClient } from './GateClient';
import { gateMessage, gateQuestion } from './gateMessage';

describe('a pipeline of the demo at the gate', () => {
  let server: Server;
  let answers: object[];
  let seen: Array<Record<string, unknown>>;

  beforeEach(async () => {
    seen = [];
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        seen.push({
          method: request.method,
          url: request.url,
          authorization: request.headers.authorization,
          key: request.headers['idempotency-key'],
          body: text === '' ? undefined : JSON.parse(text),
        });
        response.end(JSON.stringify(answers.shift()));
      });
    });
    await new Promise<void>(resolve =>
      server.listen(0, '127.0.0.1', () => resolve()),
    );
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const client = () =>
    GateClient.create({
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      token: 'demo-token',
      signal: new AbortController().signal,
      firstWait: 1,
      lookEvery: 1,
    });
  const chain = exampleChain({
    id: 'cart-1',
    service: 'cart',
    mergedAt: Date.parse('2026-10-01T12:00:00Z'),
  });
  const question = gateQuestion(chain)!;
  const answer = (verdict: string) => ({
    id: 'e-1',
    status: verdict === 'pass' ? 'ALLOW' : 'NEEDS_APPROVAL',
    verdict,
    explanation: 'The risk of 0.81 is above 0.7.',
  });

  it('asks with a key, and goes on as soon as somebody has approved', async () => {
    answers = [answer('pending'), answer('pending'), answer('pass')];
    const message = gateMessage({ chain, client: client(), patience: 10_000 })!;
    await expect(message.send()).resolves.toBe('accepted');
    expect(seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /api/showcaller/gate/evaluations?wait=20s',
      'GET /api/showcaller/gate/evaluations/e-1',
      'GET /api/showcaller/gate/evaluations/e-1',
    ]);
    expect(seen[0]).toMatchObject({
      authorization: 'Bearer demo-token',
      key: question.key,
      body: {
        entityRef: question.entityRef,
        stage: 'pre-deploy',
        change: { repository: chain.repository, sha: chain.commit.sha },
        requestedBy: chain.author,
      },
    });
  });

  it('is held back by a refusal, and when nobody approves in time', async () => {
    answers = [answer('fail')];
    await expect(
      gateMessage({ chain, client: client(), patience: 10_000 })!.send(),
    ).rejects.toMatchObject({ name: 'HeldBack' });
    answers = [answer('pending')];
    await expect(
      gateMessage({ chain, client: client(), patience: 0 })!.send(),
    ).rejects.toThrow('NEEDS_APPROVAL');
  });

  it('asks right before production, and not at all when it does not get there', () => {
    const production = chain.deployments.find(d => d.tier === 'production')!;
    const message = gateMessage({ chain, client: client(), patience: 0 })!;
    expect(message.at).toBe(production.requestedAt - 1);
    expect(
      gateMessage({
        chain: { ...chain, deployments: [] },
        client: client(),
        patience: 0,
      }),
    ).toBeUndefined();
  });
});
