import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import type {
  HistoryImportRow,
  WebhookReceipt,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  isEventLoopDelay,
  STARTED,
  TELL_EVENT_LOOP,
  WATCH_EVENT_LOOP,
  type BackendSetUp,
  type EventLoopDelay,
} from './backendMessages';
import type { SignedWebhook } from './deliveryRun';
import { freePort } from './freePort';
import { until } from './until';

const BACKEND_PROCESS = resolvePackagePath(
  '@showcaller/bench',
  'src/pipeline/backendProcess.ts',
);
/** Lets Node run the sources, also where it is itself run by something else, such as a test. */
const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');
const STARTS_WITHIN_MS = 120_000;
const ANSWERS_WITHIN_MS = 30_000;
/** Any user will do: the mocked authentication takes every token of this form. */
const USER = 'Bearer mock-user-token';

/** What `GET health` tells of waiting work. */
interface Health {
  queues: { ingest: { pending: number }; risk: { waiting: number } };
}

/** A backend in a child process, on a loopback port that was free. It logs warnings only. */
export class BackendUnderTest {
  readonly #child: ChildProcess;
  readonly #url: string;

  /** Resolves when the backend answers. `log` gets what it wrote when it does not. */
  static async start(
    options: BackendSetUp & { log: (text: string) => void },
  ): Promise<BackendUnderTest> {
    const { config, entities, log } = options;
    const port = await freePort();
    const child = fork(BACKEND_PROCESS, {
      execArgv: ['--require', TRANSFORM],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, LOG_LEVEL: 'warn' },
    });
    const output = keepOutput(child);
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
      child.kill('SIGKILL');
      log(output.join(''));
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
      signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
    });
    if (!response.ok) {
      throw new Error(`GET ${route}: ${response.status}`);
    }
    return (await response.json()) as T;
  }

  /** Answers when the backend has taken the webhook; throws when it refused it or did not answer. */
  async postWebhook({ headers, body }: SignedWebhook): Promise<WebhookReceipt> {
    const response = await fetch(
      `${this.#url}/api/showcaller/webhooks/github`,
      {
        method: 'POST',
        headers,
        body,
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      },
    );
    const text = await response.text();
    if (!response.ok) {
      throw new Error(`webhook: ${response.status} ${text}`);
    }
    return JSON.parse(text);
  }

  /** Resolves when the history of so many repositories is read. */
  async imported(repositories: number): Promise<void> {
    await until({
      ask: () => this.get<HistoryImportRow[]>('delivery/imports'),
      wanted: rows =>
        rows.filter(({ status }) => status === 'done').length >= repositories,
      withinMs: 120_000,
    });
  }

  /** Resolves when no webhook waits to be mapped and no deployment to be scored. */
  async settled(): Promise<void> {
    await until({
      ask: () => this.get<Health>('health'),
      wanted: ({ queues }) =>
        queues.ingest.pending === 0 && queues.risk.waiting === 0,
      withinMs: 120_000,
    });
  }

  /** The delays of the backend's event loop from now until the returned function is called. */
  watchEventLoop(): () => Promise<EventLoopDelay['eventLoop']> {
    this.#child.send(WATCH_EVENT_LOOP);
    return async () => {
      const answer = new Promise<EventLoopDelay['eventLoop']>(resolve => {
        const listen = (message: unknown) => {
          if (isEventLoopDelay(message)) {
            this.#child.off('message', listen);
            resolve(message.eventLoop);
          }
        };
        this.#child.on('message', listen);
      });
      this.#child.send(TELL_EVENT_LOOP);
      return answer;
    };
  }

  /** Ends it as an orderly shutdown does. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** Ends it at once, whatever it is doing; started again on the same database, it has to make do with what is there. */
  async kill(): Promise<void> {
    await this.#end('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const ended = once(this.#child, 'exit');
      this.#child.kill(signal);
      await ended;
    }
  }
}

/** The last that a process wrote. */
function keepOutput(child: ChildProcess): string[] {
  const output: string[] = [];
  const keep = (chunk: Buffer) => {
    output.push(chunk.toString());
    output.splice(0, Math.max(0, output.length - 50));
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return output;
}
