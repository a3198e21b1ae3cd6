import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { PolicyFactSource } from '../../gate/types';
import { CoverageReader } from '../codeCoverage/CoverageReader';
import type { DatabaseEvidenceStore } from '../DatabaseEvidenceStore';
import { FindingReader } from '../findings/FindingReader';
import type { EvidenceThread } from '../reading/EvidenceThread';
import { RevisionDocuments } from '../RevisionDocuments';
import type { EvidenceDocument, EvidenceReader } from '../types';
import { ArtifactReader } from './ArtifactReader';
import { AttestationJudge } from './attestations/AttestationJudge';
import { AttestationStore } from './attestations/AttestationStore';
import { SignatureReader } from './attestations/SignatureReader';
import { BillReader } from './bills/BillReader';
import { BillStore } from './bills/BillStore';
import { createFactSources } from './facts/createFactSources';
import { readSupplyChainConfig } from './readSupplyChainConfig';
import { OsvCache } from './vulnerabilities/OsvCache';
import { OsvClient } from './vulnerabilities/OsvClient';
import { OsvLookup } from './vulnerabilities/OsvLookup';

/** What the supply chain needs of the evidence room. */
export interface SupplyChainRoomOptions {
  knex: Knex;
  logger: LoggerService;
  config: RootConfigService;
  documents: DatabaseEvidenceStore;
  reader: EvidenceReader;
  thread: EvidenceThread;
  now: () => Date;
}

/** Who vouches for artifacts, and what is in them. */
export class SupplyChainRoom {
  /** For policies. */
  readonly facts: PolicyFactSource[];
  readonly artifacts: ArtifactReader;
  readonly #judge: AttestationJudge;
  readonly #bills: BillReader;
  readonly #osv: OsvLookup | undefined;
  readonly #logger: LoggerService;

  static create(options: SupplyChainRoomOptions): SupplyChainRoom {
    return new SupplyChainRoom(options);
  }

  private constructor(options: SupplyChainRoomOptions) {
    const { knex, documents, reader, thread, now } = options;
    const config = readSupplyChainConfig(options.config);
    const store = AttestationStore.create({ knex });
    this.#logger = options.logger;
    this.#judge = AttestationJudge.create({
      config,
      store,
      documents,
      thread,
      now,
    });
    this.#osv =
      config.osv &&
      OsvLookup.create({
        client: OsvClient.create({ ...config.osv, now }),
        cache: OsvCache.create({ knex }),
        cacheMs: config.osv.cacheMs,
        now,
      });
    this.#bills = BillReader.create({
      store: BillStore.create({ knex }),
      thread,
      osv: this.#osv,
    });
    const signatures = SignatureReader.create({
      config,
      store,
      judge: this.#judge,
    });
    this.artifacts = ArtifactReader.create({
      knex,
      signatures,
      bills: this.#bills,
      now,
    });
    this.facts = createFactSources({
      documents: RevisionDocuments.create({ reader }),
      coverage: CoverageReader.create({ knex }),
      findings: FindingReader.create({ knex }),
      signatures,
      bills: this.#bills,
      absentMeansUnsigned: config.absentMeansUnsigned,
    });
  }

  /** Judges an attestation that came in, and says how; asks about the packages of a bill meanwhile. */
  async onRead(document: EvidenceDocument): Promise<string | undefined> {
    if (document.kind === 'sbom') {
      this.#bills.prepare(document.id).catch((error: unknown) => {
        this.#logger.warn(
          `The vulnerabilities of ${document.repository} could not be looked up ahead`,
          error instanceof Error ? error : { error: String(error) },
        );
      });
    }
    if (document.kind !== 'attestation') {
      return undefined;
    }
    const { bundle } = await this.#judge.judge({ document });
    return bundle.verified
      ? `verified: signed by ${bundle.identity}`
      : `refused: ${bundle.reason}`;
  }

  /** Forgets old answers about vulnerabilities. */
  async clean(): Promise<void> {
    await this.#osv?.deleteExpired();
  }
}
