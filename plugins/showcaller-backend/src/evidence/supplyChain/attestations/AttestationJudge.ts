import type { DatabaseEvidenceStore } from '../../DatabaseEvidenceStore';
import type { EvidenceThread } from '../../reading/EvidenceThread';
import type { SupplyChainConfig } from '../readSupplyChainConfig';
import type {
  AttestationRecord,
  AttestationStore,
  StoredVerdict,
} from './AttestationStore';

/** Judges attestations: when they come in, and again when whom to trust has changed since. */
export class AttestationJudge {
  readonly #config: SupplyChainConfig;
  readonly #store: AttestationStore;
  readonly #documents: Pick<DatabaseEvidenceStore, 'getPacked'>;
  readonly #thread: Pick<EvidenceThread, 'verify'>;
  readonly #now: () => Date;

  static create(options: {
    config: SupplyChainConfig;
    store: AttestationStore;
    documents: Pick<DatabaseEvidenceStore, 'getPacked'>;
    thread: Pick<EvidenceThread, 'verify'>;
    now: () => Date;
  }): AttestationJudge {
    return new AttestationJudge(options);
  }

  private constructor(options: {
    config: SupplyChainConfig;
    store: AttestationStore;
    documents: Pick<DatabaseEvidenceStore, 'getPacked'>;
    thread: Pick<EvidenceThread, 'verify'>;
    now: () => Date;
  }) {
    this.#config = options.config;
    this.#store = options.store;
    this.#documents = options.documents;
    this.#thread = options.thread;
    this.#now = options.now;
  }

  /** The verdict by present trust. */
  async judge({
    document,
    verdict,
  }: Pick<AttestationRecord, 'document' | 'verdict'>): Promise<StoredVerdict> {
    const { trust, hash: trustHash } = this.#config.trustFor(
      document.repository,
    );
    if (verdict?.trustHash === trustHash) {
      return verdict;
    }
    const packed = await this.#documents.getPacked(document.id);
    const judged: StoredVerdict = {
      trustHash,
      bundle: packed
        ? await this.#thread.verify({ packed, trust })
        : {
            verified: false,
            kind: 'signature',
            subjects: [],
            reason: 'The bundle itself was deleted',
          },
      verifiedAt: this.#now().toISOString(),
    };
    await this.#store.putVerdict(document.id, judged);
    return judged;
  }
}
