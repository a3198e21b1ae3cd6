import type { EvidenceKind } from '@showcaller/backstage-plugin-showcaller-common';
import type { Worker } from 'node:worker_threads';
import type { TestCase } from '../formats';
import { startThread } from '../../threads/startThread';
import type { BillComparison } from '../supplyChain/bills/compareBills';
import type { JudgedBundle } from '../supplyChain/attestations/judgeBundle';
import type { BundleTrust } from '../supplyChain/verification';
import type {
  EvidenceAnswer,
  EvidenceQuestions,
  EvidenceQuestionType,
  FromEvidenceThread,
  PackedDocument,
  ReadOutcome,
  ToEvidenceThread,
} from './messages';

interface Pending {
  /** Tests that were sent ahead of the answer. */
  cases: TestCase[];
  resolve(answer: EvidenceAnswer): void;
  reject(error: Error): void;
}

/** Compresses, reads and judges documents in a thread of its own, one after another. It does not keep the process alive. */
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
    return this.#ask('pack', { body: own }, [own.buffer]);
  }

  /** `only`: of a test report, the cases of these tests; its totals are of all. */
  async read(
    kind: EvidenceKind,
    packed: Uint8Array,
    only?: string[],
  ): Promise<ReadOutcome> {
    return this.#ask('read', { kind, packed, only });
  }

  /** Whether a stored bundle is to be believed; which artifacts it is about is in the answer. */
  async verify(options: {
    packed: Uint8Array;
    trust: BundleTrust;
  }): Promise<JudgedBundle> {
    return this.#ask('verify', options);
  }

  async compareBills(options: {
    head: Uint8Array;
    base?: Uint8Array;
  }): Promise<BillComparison> {
    return this.#ask('compare', options);
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    for (const { reject } of this.#pending.values()) {
      reject(new Error('The backend shuts down'));
    }
    await worker?.terminate();
  }

  #ask<T extends EvidenceQuestionType>(
    type: T,
    question: EvidenceQuestions[T]['question'],
    transfer: ArrayBuffer[] = [],
  ): Promise<EvidenceQuestions[T]['answer']> {
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise<EvidenceAnswer>((resolve, reject) => {
      this.#pending.set(id, { cases: [], resolve, reject });
      worker.ref();
      worker.postMessage(
        { id, type, ...question } as ToEvidenceThread,
        transfer,
      );
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

function withCases(answer: EvidenceAnswer, cases: TestCase[]): EvidenceAnswer {
  return 'content' in answer && answer.content.kind === 'junit'
    ? { content: { ...answer.content, cases } }
    : answer;
}
