import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  isVendorError,
  type BackfillDocument,
  type BackfillItem,
  type BackfillPage,
  type BackfillSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import { timestamp } from '../../database/timestamp';
import type { DatabaseBackfillStore } from './DatabaseBackfillStore';
import { retryWait } from '../../platform/retryWait';
import type { BackfillClaim } from './types';

const MAX_ATTEMPTS = 8;
/** A shorter wait, as between two polite requests, is not worth telling. */
const TOLD_WAIT_MS = 10_000;
const MAX_CURSOR_CHARACTERS = 1024 * 1024;

/** Where pages go: stored before anything in them is interpreted. Resolves to true when the item was new. */
export type StoreItem = (item: {
  source: BackfillSource;
  item: BackfillItem;
  receivedAt: string;
}) => Promise<boolean>;

/** Where documents of a revision go: to the evidence, which stores them before it reads them. */
export type StoreDocument = (options: {
  source: BackfillSource;
  document: BackfillDocument;
}) => Promise<void>;

interface BackfillReaderOptions {
  sources: BackfillSource[];
  store: DatabaseBackfillStore;
  storeItem: StoreItem;
  storeDocument: StoreDocument;
  /** Told when everything of a target was stored, once more if the process dies then. */
  onFinished: (claim: BackfillClaim) => Promise<void>;
  logger: LoggerService;
  now: () => Date;
  /** 0 to below 1. */
  random: () => number;
}

/**
 * Reads one page of a backfill, stores it, and only then notes where to go on: a process that dies at any moment leaves
 * at most one page to be read again, whose items are then known already.
 */
export class BackfillReader {
  readonly #options: BackfillReaderOptions;
  readonly #sources: Map<string, BackfillSource>;

  static create(options: BackfillReaderOptions): BackfillReader {
    return new BackfillReader(options);
  }

  private constructor(options: BackfillReaderOptions) {
    this.#options = options;
    this.#sources = new Map(options.sources.map(one => [one.id, one]));
  }

  async read(claim: BackfillClaim, signal: AbortSignal): Promise<void> {
    const { store } = this.#options;
    const source = this.#sources.get(claim.source);
    if (!source) {
      await store.fail(
        claim,
        `No installed module reads ${claim.source}. Install it and start the backfill again.`,
      );
      return;
    }
    try {
      const page = await source.readPage({ ...claim, signal });
      await this.#keep(claim, source, page);
    } catch (error) {
      if (signal.aborted) {
        await store.release(claim);
        return;
      }
      await this.#afterFailure(claim, error);
    }
  }

  async #keep(
    claim: BackfillClaim,
    source: BackfillSource,
    page: BackfillPage,
  ): Promise<void> {
    const { store, storeItem, storeDocument, onFinished, now } = this.#options;
    const { items, documents = [], nextCursor, stage, waitUntil } = page;
    if ((nextCursor?.length ?? 0) > MAX_CURSOR_CHARACTERS) {
      throw new Error(
        `The cursor after ${stage} has more than ${MAX_CURSOR_CHARACTERS} characters`,
      );
    }
    const receivedAt = timestamp(now());
    const fresh = await Promise.all(
      items.map(item => storeItem({ source, item, receivedAt })),
    );
    for (const document of documents) {
      await storeDocument({ source, document });
    }
    if (nextCursor === undefined) {
      await onFinished(claim);
    }
    const wait = waitUntil ? Date.parse(waitUntil) - now().getTime() : 0;
    const waiting = wait > TOLD_WAIT_MS;
    const notBefore = new Date(now().getTime() + Math.max(0, wait));
    await store.advance(claim, {
      stage,
      itemsStored: fresh.filter(Boolean).length,
      cursor: nextCursor,
      notBefore,
      waiting,
    });
    if (waiting) {
      await store.hold(claim.source, notBefore);
    }
  }

  async #afterFailure(claim: BackfillClaim, error: unknown): Promise<void> {
    const { store, logger, now, random } = this.#options;
    const reason = error instanceof Error ? error.message : String(error);
    const vendor = isVendorError(error) ? error : undefined;
    const limited = vendor?.kind === 'rate-limited';
    const attempts = claim.attempts + 1;
    const hopeless = vendor ? !vendor.retryable : isInputError(error);
    // A rate limit says nothing against the request itself: it is waited for, however long it lasts.
    if (hopeless || (attempts >= MAX_ATTEMPTS && !limited)) {
      logger.warn(`The backfill of ${claim.target} failed: ${reason}`);
      await store.fail(claim, reason);
      return;
    }
    const earliest = now().getTime() + retryWait(claim.attempts, random);
    const told = vendor?.retryAt?.getTime() ?? 0;
    const notBefore = new Date(Math.max(earliest, told));
    await store.retry(claim, { notBefore, reason, attempts });
    if (limited) {
      await store.hold(claim.source, notBefore);
    }
  }
}

/** An annotation that cannot be read, not a fault that passes. */
function isInputError(error: unknown): boolean {
  return error instanceof Error && error.name === 'InputError';
}
