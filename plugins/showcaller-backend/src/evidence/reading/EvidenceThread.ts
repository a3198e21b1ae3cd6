import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { Worker } from 'node:worker_threads';
import type { TestCase } from '../formats';
import { startThread } from '../../threads/startThread';
import type {
  FromEvidenceThread,
  PackedDocument,
  ReadOutcome,
  ToEvidenceThread,
} from './messages';

type Question =
  | { type: 'pack'; body: Uint8Array }
  | { type: 'read'; kind: EvidenceKind; packed: Uint8Array; only?: string[] };

interface Pending {
  /** Tests that were sent ahead of the answer. */
  cases: TestCase[];
  resolve(answer: PackedDocument | ReadOutcome): void;
  reject(error: Error): void;
}

/** Compresses and reads documents in a thread of its own, one after another. It does not keep the process alive. */
export class EvidenceThread {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  static create(): EvidenceThread {
    return new EvidenceThread();
  }

  private constructor() {}

  async pack(body: Uint8Array): Promise<PackedDocument> {
    // A copy that can be handed over: small buffers share their memory with others.
    const own = new Uint8Array(body);
    return (await this.#ask({ type: 'pack', body: own }, [
      own.buffer,
    ])) as PackedDocument;
  }

  /** `only`: of a test report, the cases of these tests; its totals are of all. */
  async read(
    kind: EvidenceKind,
    packed: Uint8Array,
    only?: string[],
  ): Promise<ReadOutcome> {
    return (await this.#ask(
      { type: 'read', kind, packed, only },
      [],
    )) as ReadOutcome;
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) {
      reject(new Error('The backend shuts down'));
    }
    await worker?.terminate();
  }

  #ask(
    question: Question,
    transfer: ArrayBuffer[],
  ): Promise<PackedDocument | ReadOutcome> {
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<PackedDocument | ReadOutcome>((resolve, reject) => {
      this.#pending.set(id, { cases: [], resolve, reject });
      worker.ref();
      const message: ToEvidenceThread = { id, ...question };
      worker.postMessage(message, transfer);
    }).finally(() => {
      this.#pending.delete(id);
      if (this.#pending.size === 0) {
        worker.unref();
      }
    });
  }

  #start(): Worker {
    if (this.#worker) {
      return this.#worker;
    }
    const worker = startThread('evidence-thread');
    this.#worker = worker;
    worker.on('message', (message: FromEvidenceThread) => {
      const pending = this.#pending.get(message.id);
      if ('cases' in message) {
        pending?.cases.push(...message.cases);
      } else if ('answer' in message) {
        pending?.resolve(withCases(message.answer, pending.cases));
      } else {
        pending?.reject(new Error(message.error));
      }
    });
    worker.on('error', error => this.#fail(worker, error));
    worker.on('exit', () =>
      this.#fail(worker, new Error('The thread that reads evidence has ended')),
    );
    return worker;
  }

  /** The next document starts a new thread. */
  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) {
      this.#worker = undefined;
      for (const { reject } of this.#pending.values()) {
        reject(error);
      }
    }
  }
}

function withCases(
  answer: PackedDocument | ReadOutcome,
  cases: TestCase[],
): PackedDocument | ReadOutcome {
  return 'content' in answer && answer.content.kind === 'junit'
    ? { content: { ...answer.content, cases } }
    : answer;
}
