import fs from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import type { DemoArguments } from './arguments';
import { demoCatalog } from './organisation/demoCatalog.testing';
import { git } from './repositories/git';
import { runDemo } from './runDemo';

interface Received {
  id: string;
  event: string;
  body: Record<string, unknown> & {
    after?: string;
    repository: { full_name: string };
  };
}

/** Stands in for the backend: knows deliveries by their id, as the real one does. */
class Backend {
  received: Received[] = [];
  readonly #known = new Set<string>();
  readonly #server: Server;
  onReceived: () => void = () => {};

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', chunk => chunks.push(chunk));
      request.on('end', () => {
        if (request.url === '/api/showcaller/health') {
          response.end('{"status":"ok"}');
          return;
        }
        const id = String(request.headers['x-github-delivery']);
        const duplicate = this.#known.has(id);
        this.#known.add(id);
        this.received.push({
          id,
          event: String(request.headers['x-github-event']),
          body: JSON.parse(Buffer.concat(chunks).toString('utf8')),
        });
        response.statusCode = duplicate ? 200 : 202;
        response.end(
          JSON.stringify({ status: duplicate ? 'duplicate' : 'accepted' }),
        );
        this.onReceived();
      });
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  forget(): void {
    this.#known.clear();
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

describe('runDemo', () => {
  let args: DemoArguments;
  let backend: Backend;
  const said: string[] = [];
  const out = { write: (text: string) => said.push(text) };

  beforeEach(async () => {
    backend = new Backend();
    said.length = 0;
    args = {
      url: await backend.start(),
      secret: 'secret',
      repositories: await fs.mkdtemp(path.join(os.tmpdir(), 'showcaller-')),
      catalog: demoCatalog,
      seed: 2,
      days: 10,
      deployments: 40,
      live: false,
      speed: 20,
      reset: false,
    };
  });

  afterEach(async () => {
    backend.stop();
    await fs.rm(args.repositories, { recursive: true, force: true });
  });

  const run = (changed: Partial<DemoArguments> = {}) =>
    runDemo(
      { ...args, ...changed },
      { signal: new AbortController().signal, out },
    );
  const shaExists = async ({ body }: Received) => {
    const cwd = path.join(
      args.repositories,
      `${body.repository.full_name}.git`,
    );
    return git(['cat-file', '-t', String(body.after)], { cwd });
  };

  it('tells the whole history once, of commits that are really there', async () => {
    await run();
    const pushes = backend.received.filter(r => r.event === 'push');
    expect(pushes.length).toBeGreaterThan(15);
    for (const push of pushes) {
      expect((await shaExists(push)).toString('utf8')).toBe('commit\n');
    }
    expect(new Set(backend.received.map(r => r.id)).size).toBe(
      backend.received.length,
    );
    expect(said.join('')).toContain('writing 16 repositories');
    expect(
      backend.received.filter(r => r.event === 'deployment').length,
    ).toBeGreaterThanOrEqual(40);
  }, 60_000);

  it('does not tell it again at the next start, unless the backend has forgotten it', async () => {
    await run();
    const first = backend.received;
    backend.received = [];
    await run();
    expect(backend.received.length).toBe(1);

    backend.received = [];
    backend.forget();
    await run();
    expect(new Set(backend.received.map(r => r.id))).toEqual(
      new Set(first.map(r => r.id)),
    );
    expect(said.join('')).toContain('the backend has forgotten the history');
  }, 60_000);

  it('goes on where it was stopped in the middle of the history', async () => {
    const stop = new AbortController();
    backend.onReceived = () => {
      if (backend.received.length === 200) {
        stop.abort(new Error('stopped'));
      }
    };
    await expect(runDemo(args, { signal: stop.signal, out })).rejects.toThrow(
      'stopped',
    );
    const before = new Set(backend.received.map(r => r.id));
    backend.onReceived = () => {};
    backend.received = [];
    await run();
    const again = backend.received.filter(r => before.has(r.id));
    expect(backend.received.length).toBeGreaterThan(100);
    expect(again.length).toBeLessThan(before.size);
  }, 60_000);

  it('writes everything anew when it is reset', async () => {
    await run();
    const first = new Set(backend.received.map(r => r.id));
    backend.received = [];
    await run({ reset: true });
    expect(backend.received.some(r => first.has(r.id))).toBe(false);
  }, 60_000);

  it.each(['a first start', 'a later start'])(
    'lives on after %s: commits are in the repository before their push is sent',
    async which => {
      if (which === 'a later start') {
        await run();
      }
      expect(await typesOfLivePushes(3)).toEqual([
        'commit\n',
        'commit\n',
        'commit\n',
      ]);
    },
    60_000,
  );

  /** Starts the live part; what git says, at the moment of each push, the pushed object is. */
  async function typesOfLivePushes(count: number): Promise<string[]> {
    const stop = new AbortController();
    const checks: Array<Promise<Buffer>> = [];
    const began = Date.now();
    backend.received = [];
    backend.onReceived = () => {
      const last = backend.received[backend.received.length - 1];
      const { head_commit: head } = last.body as {
        head_commit?: { timestamp: string };
      };
      if (head && Date.parse(head.timestamp) > began - 1000) {
        checks.push(shaExists(last));
      }
      if (checks.length === count) {
        stop.abort(new Error('stopped'));
      }
    };
    await expect(
      runDemo({ ...args, live: true }, { signal: stop.signal, out }),
    ).rejects.toThrow('stopped');
    const types = await Promise.all(checks.slice(0, count));
    return types.map(type => type.toString('utf8'));
  }
});
