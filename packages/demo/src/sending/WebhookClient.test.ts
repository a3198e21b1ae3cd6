import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signature } from './signature';
import { WebhookClient } from './WebhookClient';

interface Seen {
  url?: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

const servers: Server[] = [];

/** A receiver that answers with the given statuses in turn, the last one for ever. */
async function receiver(
  answers: Array<{ status: number; body?: string; retryAfter?: string }>,
  port = 0,
) {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', chunk => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers[Math.min(seen.length, answers.length - 1)];
      seen.push({
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      response.writeHead(
        answer.status,
        answer.retryAfter ? { 'retry-after': answer.retryAfter } : {},
      );
      response.end(answer.body ?? '');
    });
  });
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  servers.push(server);
  const address = server.address() as AddressInfo;
  return { seen, url: `http://127.0.0.1:${address.port}` };
}

const delivery = {
  id: '00000000-0000-5000-8000-000000000000',
  event: 'push' as const,
  at: 0,
  payload: () => ({ ref: 'refs/heads/main', text: 'é' }),
};

function client(url: string, signal = new AbortController().signal) {
  return WebhookClient.create({ url, secret: 's3cret', signal, firstWait: 1 });
}

describe('WebhookClient', () => {
  afterEach(async () => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('sends what GitHub sends: event, delivery, agent and a signature over the exact bytes', async () => {
    const { seen, url } = await receiver([{ status: 202 }]);
    await expect(client(`${url}/`).send(delivery)).resolves.toBe('accepted');
    const [request] = seen;
    expect(request.url).toBe('/api/showcaller/webhooks/github');
    expect(request.headers).toMatchObject({
      'content-type': 'application/json',
      'x-github-event': 'push',
      'x-github-delivery': delivery.id,
      'x-hub-signature-256': signature(request.body, 's3cret'),
      'user-agent': expect.stringMatching(/^GitHub-Hookshot\//),
    });
    expect(JSON.parse(request.body.toString('utf8'))).toEqual(
      delivery.payload(),
    );
  });

  it('knows a delivery that the receiver had before', async () => {
    const { url } = await receiver([
      { status: 200, body: '{"id":"1","status":"duplicate"}' },
    ]);
    await expect(client(url).send(delivery)).resolves.toBe('duplicate');
  });

  it('sends the same delivery again when the receiver is busy or broken', async () => {
    const { seen, url } = await receiver([
      { status: 429, retryAfter: '0' },
      { status: 503 },
      { status: 500 },
      { status: 202 },
    ]);
    await expect(client(url).send(delivery)).resolves.toBe('accepted');
    expect(seen).toHaveLength(4);
    expect(new Set(seen.map(s => s.headers['x-github-delivery'])).size).toBe(1);
  });

  it('waits as long as Retry-After says, for all senders', async () => {
    const { seen, url } = await receiver([
      { status: 429, retryAfter: '1' },
      { status: 202 },
    ]);
    const sender = client(url);
    const first = sender.send(delivery);
    while (!sender.trouble) {
      await new Promise(resolve => setImmediate(resolve));
    }
    const started = Date.now();
    await Promise.all([first, sender.send(delivery)]);
    expect(Date.now() - started).toBeGreaterThan(800);
    expect(seen).toHaveLength(3);
    expect(sender.trouble).toBeUndefined();
  });

  it('waits for a receiver that is not there yet', async () => {
    const free = await receiver([{ status: 202 }]);
    const port = Number(new URL(free.url).port);
    servers.splice(0)[0].close();
    const sender = client(free.url);
    const sent = sender.send(delivery);
    while (!sender.trouble) {
      await new Promise(resolve => setImmediate(resolve));
    }
    expect(sender.trouble).toContain('ECONNREFUSED');
    await receiver([{ status: 202 }], port);
    await expect(sent).resolves.toBe('accepted');
  });

  it.each([
    [401, 'showcaller.github.webhookSecrets configured'],
    [403, 'not one of showcaller.github.webhookSecrets'],
    [404, 'GitHub module installed'],
    [413, 'refused a webhook with 413: too large'],
  ])('says what to do when it is refused with %d', async (status, advice) => {
    const { url } = await receiver([{ status, body: 'too large' }]);
    await expect(client(url).send(delivery)).rejects.toThrow(advice);
  });

  it('stops at once when it is told to', async () => {
    const { url } = await receiver([{ status: 429, retryAfter: '60' }]);
    const stop = new AbortController();
    const sender = client(url, stop.signal);
    const sent = sender.send(delivery);
    while (!sender.trouble) {
      await new Promise(resolve => setImmediate(resolve));
    }
    stop.abort(new Error('enough'));
    await expect(sent).rejects.toThrow('enough');
  });
});
