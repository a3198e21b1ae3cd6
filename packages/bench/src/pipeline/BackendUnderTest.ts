import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import { STARTED, type BackendSetUp } from './backendSetUp';

const BACKEND_PROCESS = resolvePackagePath(
  '@showcaller/bench',
  'src/pipeline/backendProcess.ts',
);
const STARTS_WITHIN_MS = 120_000;
/** Any user will do: the mocked authentication takes every token of this form. */
const USER = 'Bearer mock-user-token';

/** A backend in a child process, on a loopback port that was free. It logs warnings only. */
export class BackendUnderTest {
  readonly #child: ChildProcess;
  readonly #url: string;

  /** Resolves when the backend answers. `log` gets what it writes. */
  static async start(options: {
    config: JsonObject;
    entities: Entity[];
    log: (text: string) => void;
  }): Promise<BackendUnderTest> {
    const port = await freePort();
    const child = fork(BACKEND_PROCESS, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, LOG_LEVEL: 'warn' },
    });
    const output: string[] = [];
    const keep = (chunk: Buffer) => {
      output.push(chunk.toString());
      output.splice(0, Math.max(0, output.length - 50));
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    const { config, entities } = options;
    const setUp: BackendSetUp = {
      config: {
        ...config,
        backend: {
          ...(config.backend as JsonObject),
          baseUrl: `http://127.0.0.1:${port}`,
          listen: { host: '127.0.0.1', port },
        },
      },
      entities,
    };
    child.send(setUp);
    const started = await new Promise<boolean>(resolve => {
      const timer = setTimeout(() => resolve(false), STARTS_WITHIN_MS);
      child.once('exit', () => resolve(false));
      // Parts of the framework use the channel as well.
      child.on('message', message => {
        if (message === STARTED) {
          clearTimeout(timer);
          resolve(true);
        }
      });
    });
    if (!started) {
      child.kill();
      options.log(output.join(''));
      throw new Error('The backend did not start; its output is above.');
    }
    return new BackendUnderTest(child, `http://127.0.0.1:${port}`);
  }

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  async get<T>(route: string): Promise<T> {
    const response = await fetch(`${this.#url}/api/showcaller/${route}`, {
      headers: { authorization: USER },
    });
    if (!response.ok) {
      throw new Error(`GET ${route}: ${response.status}`);
    }
    return (await response.json()) as T;
  }

  /** Answers when the backend has accepted the webhook. */
  async postWebhook(
    headers: Record<string, string>,
    body: string,
  ): Promise<void> {
    const response = await fetch(
      `${this.#url}/api/showcaller/webhooks/github`,
      { method: 'POST', headers, body },
    );
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`webhook: ${response.status} ${text}`);
    }
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await ended;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') {
    throw new Error('No loopback port is free.');
  }
  return address.port;
}
