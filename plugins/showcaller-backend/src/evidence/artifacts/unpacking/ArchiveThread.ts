import type { Worker } from 'node:worker_threads';
import { startThread } from '../../../threads/startThread';
import type {
  ArchiveAnswer,
  ArchiveContent,
  ArchiveQuestions,
  ArchiveQuestionType,
  FromArchiveThread,
  ToArchiveThread,
  WantedFiles,
} from './messages';
import { RefusedArchive } from './RefusedArchive';

interface Pending {
  resolve(answer: ArchiveAnswer): void;
  reject(error: Error): void;
}

/** An archive that the thread holds open. */
export interface ThreadArchive {
  content: ArchiveContent;
  /** @throws RefusedArchive */
  read(index: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** Unpacks archives in a thread of its own. It does not keep the process alive. */
export class ArchiveThread {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  static create(): ArchiveThread {
    return new ArchiveThread();
  }

  private constructor() {}

  /**
   * Opens an archive for the time of `work`. Its bytes are handed over: the caller has them no more.
   *
   * @throws RefusedArchive when it is broken or made to do harm
   */
  async withArchive<T>(
    options: { bytes: Uint8Array<ArrayBuffer>; wanted: WantedFiles[] },
    work: (archive: ThreadArchive) => Promise<T>,
  ): Promise<T> {
    const { id: archive, answer } = this.#ask('open', options, [
      options.bytes.buffer,
    ]);
    const content = await answer;
    try {
      return await work({
        content,
        read: async index =>
          (
            await this.#ask('read', { archive, index }).answer
          ).bytes,
      });
    } finally {
      // A thread that has ended holds nothing any more.
      await this.#ask('close', { archive }).answer.catch(() => undefined);
    }
  }

  async stop(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#rejectAll(new Error('The backend shuts down'));
    await worker?.terminate();
  }

  #ask<T extends ArchiveQuestionType>(
    type: T,
    question: ArchiveQuestions[T]['question'],
    transfer: ArrayBuffer[] = [],
  ): { id: number; answer: Promise<ArchiveQuestions[T]['answer']> } {
    const worker = this.#start();
    this.#lastId += 1;
    const id = this.#lastId;
    const answer = new Promise<ArchiveAnswer>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.ref();
      worker.postMessage(
        { id, type, ...question } as ToArchiveThread,
        transfer,
      );
    }).finally(() => {
      this.#pending.delete(id);
      if (this.#pending.size === 0) {
        worker.unref();
      }
    });
    return { id, answer };
  }

  #start(): Worker {
    if (this.#worker) {
      return this.#worker;
    }
    const worker = startThread('artifact-thread');
    this.#worker = worker;
    worker.on('message', (message: FromArchiveThread) => {
      const pending = this.#pending.get(message.id);
      if ('answer' in message) {
        pending?.resolve(message.answer);
      } else if ('refusal' in message) {
        pending?.reject(new RefusedArchive(message.refusal));
      } else {
        pending?.reject(new Error(message.error));
      }
    });
    worker.on('error', error => this.#fail(worker, error));
    worker.on('exit', () =>
      this.#fail(
        worker,
        new Error('The thread that unpacks archives has ended'),
      ),
    );
    return worker;
  }

  /** The next archive starts a new thread. */
  #fail(worker: Worker, error: Error): void {
    if (this.#worker === worker) {
      this.#worker = undefined;
      this.#rejectAll(error);
    }
  }

  #rejectAll(error: Error): void {
    for (const { reject } of this.#pending.values()) {
      reject(error);
    }
  }
}
