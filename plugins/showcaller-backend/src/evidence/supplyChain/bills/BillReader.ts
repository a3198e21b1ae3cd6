import type {
  ArtifactEvidence,
  SbomVulnerability,
} from '@showcaller/backstage-plugin-showcaller-common';
import { severities } from '../../formats/sbom/severity';
import type { EvidenceThread } from '../../reading/EvidenceThread';
import {
  mergeVulnerabilities,
  newVulnerabilities,
} from '../vulnerabilities/mergeVulnerabilities';
import type { OsvAnswer, OsvLookup } from '../vulnerabilities/OsvLookup';
import type { BillRecord, BillStore } from './BillStore';
import { MAX_ASKED, type BillComparison } from './compareBills';

type Sbom = NonNullable<ArtifactEvidence['sbom']>;

/** Which bill of materials, and what to hold it against. */
export interface BillQuery {
  repository: string;
  digest?: string;
  sha?: string;
  /** Revision that was deployed before; the one before it that has a bill when absent. */
  previousSha?: string;
}

/** A bill of materials as it is told, and what of it is not known. */
export interface JudgedBill {
  sbom: Sbom;
  observedAt: string;
  /** Why nothing can be said of what is new. */
  noDiffReason?: string;
  /** Why nothing can be said of new vulnerabilities. */
  noNewVulnerabilitiesReason?: string;
}

const NOBODY_LOOKED =
  'the bill of materials has no vulnerabilities section, and showcaller.supplyChain.osv is not configured';

/** Tells what is in an artifact, what of it is new, and what is known to be vulnerable. */
export class BillReader {
  readonly #store: BillStore;
  readonly #thread: Pick<EvidenceThread, 'compareBills'>;
  readonly #osv: OsvLookup | undefined;

  static create(options: {
    store: BillStore;
    thread: Pick<EvidenceThread, 'compareBills'>;
    osv?: OsvLookup;
  }): BillReader {
    return new BillReader(options);
  }

  private constructor(options: {
    store: BillStore;
    thread: Pick<EvidenceThread, 'compareBills'>;
    osv?: OsvLookup;
  }) {
    this.#store = options.store;
    this.#thread = options.thread;
    this.#osv = options.osv;
  }

  /** Undefined when no bill was uploaded. */
  async read(
    query: BillQuery,
    signal?: AbortSignal,
  ): Promise<JudgedBill | undefined> {
    const { repository, previousSha } = query;
    // One that was uploaded for the revision, and for no certain artifact, is that of every artifact of it.
    const head =
      (await this.#store.find(query)) ??
      (query.digest !== undefined && query.sha !== undefined
        ? await this.#store.find({
            repository,
            sha: query.sha,
            unclaimed: true,
          })
        : undefined);
    if (!head) {
      return undefined;
    }
    const { document } = head;
    const base =
      previousSha === undefined
        ? await this.#store.findBefore(document)
        : (await this.#store.find({
            repository,
            sha: previousSha,
            name: document.name,
          })) ?? (await this.#store.find({ repository, sha: previousSha }));
    const compared = await this.#compare(head, base);
    const now = await this.#vulnerabilities(head, compared, 'head', signal);
    const before =
      base && (await this.#vulnerabilities(base, compared, 'base', signal));
    return judge({ head, base, previousSha, compared, now, before });
  }

  /** Asks about the packages of a bill that came in, so that a gate does not have to wait for the answers. */
  async prepare(documentId: string): Promise<void> {
    const packed = this.#osv && (await this.#store.getPacked(documentId));
    if (this.#osv && packed) {
      const { headPurls } = await this.#thread.compareBills({ head: packed });
      await this.#osv.find(headPurls);
    }
  }

  async #compare(
    head: BillRecord,
    base: BillRecord | undefined,
  ): Promise<BillComparison> {
    const packed = (record: BillRecord) =>
      this.#store.getPacked(record.document.id);
    const headPacked = await packed(head);
    if (!headPacked) {
      throw new Error(`The components of ${head.document.id} are gone`);
    }
    return this.#thread.compareBills({
      head: headPacked,
      base: base && (await packed(base)),
    });
  }

  async #vulnerabilities(
    { vulnerabilities }: BillRecord,
    compared: BillComparison,
    which: 'head' | 'base',
    signal: AbortSignal | undefined,
  ): Promise<OsvAnswer> {
    const purls = which === 'head' ? compared.headPurls : compared.basePurls;
    if (!this.#osv) {
      return vulnerabilities
        ? { vulnerabilities: mergeVulnerabilities(vulnerabilities) }
        : { unknownReason: NOBODY_LOOKED };
    }
    if (compared.tooMany) {
      return {
        unknownReason: `there are more than ${MAX_ASKED} packages, which is more than OSV is asked about`,
      };
    }
    const answer = await this.#osv.find(purls, signal);
    return 'vulnerabilities' in answer
      ? {
          vulnerabilities: mergeVulnerabilities([
            ...(vulnerabilities ?? []),
            ...answer.vulnerabilities,
          ]),
        }
      : answer;
  }
}

function judge(options: {
  head: BillRecord;
  base?: BillRecord;
  previousSha?: string;
  compared: BillComparison;
  now: OsvAnswer;
  before?: OsvAnswer;
}): JudgedBill {
  const { head, base, previousSha, compared, now, before } = options;
  const { problem, format, components, document } = head;
  const known = 'vulnerabilities' in now ? now.vulnerabilities : [];
  const noDiffReason = base
    ? undefined
    : `no bill of materials of ${
        previousSha === undefined
          ? 'an earlier revision'
          : `the revision deployed before, ${previousSha},`
      } was uploaded`;
  const noNewVulnerabilitiesReason =
    noDiffReason ??
    [now, before].flatMap(one =>
      one && 'unknownReason' in one ? [one.unknownReason] : [],
    )[0];
  const earlier =
    before && 'vulnerabilities' in before ? before.vulnerabilities : [];
  return {
    sbom: {
      valid: problem === undefined,
      ...(problem !== undefined && { problem }),
      format,
      components,
      vulnerabilities: count(known),
      ...('unknownReason' in now && { unknownReason: now.unknownReason }),
      ...(base &&
        compared.diff && {
          diff: {
            previousSha: base.document.sha,
            ...compared.diff,
            newVulnerabilities:
              noNewVulnerabilitiesReason === undefined
                ? newVulnerabilities(known, earlier)
                : [],
          },
        }),
    },
    observedAt: document.observedAt,
    ...(noDiffReason !== undefined && { noDiffReason }),
    ...(noNewVulnerabilitiesReason !== undefined && {
      noNewVulnerabilitiesReason,
    }),
  };
}

function count(all: SbomVulnerability[]): Sbom['vulnerabilities'] {
  const counts = Object.fromEntries(
    severities.map(severity => [severity, 0]),
  ) as Sbom['vulnerabilities'];
  for (const { severity } of all) {
    counts[severity] += 1;
  }
  return counts;
}
