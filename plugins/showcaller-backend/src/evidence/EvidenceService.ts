import type { LoggerService } from '@backstage/backend-plugin-api';
import type { EvidenceReceipt } from '@showcaller/backstage-plugin-showcaller-common';
import { describeEvidence, UnreadableDocument } from './formats';
import type { EvidenceContent, TestCase } from './formats';
import type { DatabaseEvidenceStore } from './DatabaseEvidenceStore';
import type { DatabaseResultStore } from './DatabaseResultStore';
import type { EvidenceThread } from './reading/EvidenceThread';
import type { EvidenceDocument, EvidenceKey, EvidenceListener } from './types';

/** Documents of a revision that are looked through for passes of a test that fails now. */
const SIBLINGS = 3;
const UNREAD_AFTER_MS = 60_000;
const UNREAD_CHUNK = 20;

/** A document to be taken in. */
export interface EvidenceUpload extends EvidenceKey {
  body: Uint8Array;
  uploadedBy: string;
  /** When what it tells was observed, for what is read from a vendor's past; now when absent. Never in the future. */
  observedAt?: string;
  /** `sha256:…` of what it is about, where the uploader says so. */
  artifact?: string;
}

/** Judges a document that was read; what it answers is told to the uploader. */
export type EvidenceJudge = (
  document: EvidenceDocument,
) => Promise<string | undefined>;

/** Takes documents in: stored as they come, then read. */
export class EvidenceService {
  readonly #store: DatabaseEvidenceStore;
  readonly #results: DatabaseResultStore;
  readonly #thread: EvidenceThread;
  readonly #logger: LoggerService;
  readonly #now: () => Date;
  readonly #judge: EvidenceJudge | undefined;
  readonly #listeners: EvidenceListener[] = [];

  static create(options: {
    store: DatabaseEvidenceStore;
    results: DatabaseResultStore;
    thread: EvidenceThread;
    logger: LoggerService;
    now: () => Date;
    judge?: EvidenceJudge;
  }): EvidenceService {
    return new EvidenceService(options);
  }

  private constructor(options: {
    store: DatabaseEvidenceStore;
    results: DatabaseResultStore;
    thread: EvidenceThread;
    logger: LoggerService;
    now: () => Date;
    judge?: EvidenceJudge;
  }) {
    this.#store = options.store;
    this.#results = options.results;
    this.#thread = options.thread;
    this.#logger = options.logger;
    this.#now = options.now;
    this.#judge = options.judge;
  }

  addListener(listener: EvidenceListener): void {
    this.#listeners.push(listener);
  }

  /**
   * Stores a document and reads it. The same document again changes nothing; one that could not be read is tried again.
   *
   * @throws UnreadableDocument with what is wrong and where; the document is stored nevertheless.
   */
  async add(upload: EvidenceUpload): Promise<EvidenceReceipt> {
    const { kind, repository, sha, name, attempt, uploadedBy } = upload;
    const now = this.#now().toISOString();
    const packed = await this.#thread.pack(upload.body);
    const { document, duplicate } = await this.#store.receive({
      kind,
      repository: repository.toLowerCase(),
      sha: sha.toLowerCase(),
      name,
      attempt,
      ...packed,
      observedAt:
        upload.observedAt && upload.observedAt < now ? upload.observedAt : now,
      receivedAt: now,
      uploadedBy,
      artifact: upload.artifact?.toLowerCase(),
    });
    if (duplicate && document.status === 'read') {
      return {
        id: document.id,
        kind,
        summary: document.summary ?? '',
        duplicate,
      };
    }
    const summary = await this.#read(document, packed.packed);
    return { id: document.id, kind, summary, duplicate };
  }

  /** Reads what an earlier process had stored and not read. */
  async resume(): Promise<void> {
    const before = new Date(this.#now().getTime() - UNREAD_AFTER_MS);
    for (const id of await this.#store.listUnread(before, UNREAD_CHUNK)) {
      const document = await this.#store.get(id);
      const packed = await this.#store.getPacked(id);
      if (document && packed) {
        await this.#read(document, packed).catch((error: unknown) =>
          this.#logger.warn(
            `The ${document.kind} document ${id} of ${document.repository} could not be read`,
            error instanceof Error ? error : { error: String(error) },
          ),
        );
      }
    }
  }

  async #read(document: EvidenceDocument, packed: Uint8Array): Promise<string> {
    const outcome = await this.#thread.read(document.kind, packed);
    if ('problem' in outcome) {
      await this.#store.setUnreadable(document.id, outcome.problem);
      throw new UnreadableDocument(
        `${outcome.problem}. The document is stored as ${document.id}; nothing was taken from it.`,
      );
    }
    const { content } = outcome;
    const summary = describeEvidence(content);
    await this.#findPasses(document, content);
    await this.#results.put({ document, content, summary });
    for (const listener of this.#listeners) {
      listener(document);
    }
    return [summary, await this.#judged(document)]
      .filter(part => part !== undefined)
      .join('; ');
  }

  async #judged(document: EvidenceDocument): Promise<string | undefined> {
    try {
      return await this.#judge?.(document);
    } catch (error) {
      // It is judged again when somebody asks about it.
      this.#logger.warn(
        `The ${document.kind} document ${document.id} of ${document.repository} could not be judged`,
        error instanceof Error ? error : { error: String(error) },
      );
      return undefined;
    }
  }

  /** A test that fails now and passed in an earlier run of the same revision is flaky: that pass is noted late. */
  async #findPasses(
    document: EvidenceDocument,
    content: EvidenceContent,
  ): Promise<void> {
    const failing = new Set(
      content.kind === 'junit'
        ? content.cases.filter(one => !one.passed).map(({ test }) => test)
        : [],
    );
    if (failing.size === 0) {
      return;
    }
    for (const sibling of await this.#store.listSiblings(document, SIBLINGS)) {
      const packed = await this.#store.getPacked(sibling.id);
      const outcome =
        packed && (await this.#thread.read('junit', packed, [...failing]));
      if (outcome && 'content' in outcome && outcome.content.kind === 'junit') {
        const passed = outcome.content.cases.filter(
          ({ passes }: TestCase) => passes > 0,
        );
        await this.#results.putPasses(sibling, passed);
      }
    }
  }
}
