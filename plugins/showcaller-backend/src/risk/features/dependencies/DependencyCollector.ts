import {
  diffDependencies,
  type DependencyDiff,
  type PackageVersions,
} from '@showcaller/engine/risk';
import type { DependencyReader } from '../../../delivery/history/dependencies';
import type { OwnershipGraph } from '../../../ownership/types';
import type { ChangeLookup } from '../ChangeLookup';
import type {
  CollectedValue,
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import { OncePerRequest } from '../OncePerRequest';
import type { EvidenceLookup } from '../tests/EvidenceLookup';

const SOURCE = 'dependencies';

/** The newest bill of materials of a revision. */
interface Bill {
  packages: PackageVersions;
  vulnerable?: number;
  observedAt: string;
}

type Counts = Pick<DependencyDiff, 'majors' | 'added'>;

/** What differs, or why that is not known. */
type Compared =
  | {
      counts: { majors: number; added: number };
      source: string;
      observedAt?: string;
    }
  | { missingReason: string; mayComeLater?: boolean };

/**
 * What a revision depends on anew: from the lock files in git, or from the bills of materials of the two revisions where
 * there are none; and what of it is known to be vulnerable, from the bill of materials.
 */
export class DependencyCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['depmajor', 'depnew', 'depvuln'] as const;
  readonly #changes: ChangeLookup;
  readonly #dependencies: DependencyReader;
  readonly #evidence: EvidenceLookup;
  readonly #ownership: Pick<OwnershipGraph, 'getComponent'>;
  readonly #bills = OncePerRequest.create<Bill | undefined>();

  static create(options: {
    changes: ChangeLookup;
    dependencies: DependencyReader;
    evidence: EvidenceLookup;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
  }): DependencyCollector {
    return new DependencyCollector(options);
  }

  private constructor(options: {
    changes: ChangeLookup;
    dependencies: DependencyReader;
    evidence: EvidenceLookup;
    ownership: Pick<OwnershipGraph, 'getComponent'>;
  }) {
    this.#changes = options.changes;
    this.#dependencies = options.dependencies;
    this.#evidence = options.evidence;
    this.#ownership = options.ownership;
  }

  async collect(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<CollectorResult> {
    const compared = await this.#compare(request, signal);
    const value = (count: 'majors' | 'added'): CollectedValue | undefined =>
      'counts' in compared
        ? {
            value: compared.counts[count],
            source: compared.source,
            observedAt: compared.observedAt,
          }
        : undefined;
    return {
      source: SOURCE,
      values: {
        depmajor: value('majors'),
        depnew: value('added'),
        depvuln: await this.#vulnerable(request),
      },
      missingReason:
        'missingReason' in compared ? compared.missingReason : 'not compared',
      missingReasons: {
        depvuln:
          'no bill of materials with a vulnerability scan of this revision was uploaded before it was deployed',
      },
      mayComeLater: 'mayComeLater' in compared && compared.mayComeLater,
    };
  }

  async #compare(
    request: FeatureRequest,
    signal: AbortSignal,
  ): Promise<Compared> {
    const { entityRef, repository, previousSha, sha } = request;
    if (previousSha === undefined) {
      return { missingReason: 'nothing was deployed before to compare with' };
    }
    const compare = () =>
      this.#dependencies.compare({
        repository,
        base: previousSha,
        head: sha,
        folder: this.#ownership.getComponent(entityRef)?.gitPath,
        signal,
      });
    let answer = await compare();
    if (answer.kind === 'unknown' && answer.mayComeLater) {
      // Whoever looks for the commits fetches the repository first.
      await this.#changes.find(request, signal);
      answer = await compare();
    }
    if (answer.kind === 'compared') {
      const { files, notes } = answer;
      const remarks = [`${files.length} changed`, ...notes].join('; ');
      return {
        counts: { majors: answer.majors, added: answer.added },
        source: `lock files (${remarks})`,
      };
    }
    const bills = await this.#compareBills(request, previousSha);
    return bills ?? answer;
  }

  async #compareBills(
    request: FeatureRequest,
    previousSha: string,
  ): Promise<Compared | undefined> {
    const head = await this.#bill(request);
    const base = head && (await this.#bill({ ...request, sha: previousSha }));
    if (!head || !base) {
      return undefined;
    }
    const diff: Counts = diffDependencies(base.packages, head.packages);
    return {
      counts: { majors: diff.majors.length, added: diff.added.length },
      source: 'bills of materials of the two revisions',
      observedAt: head.observedAt,
    };
  }

  async #vulnerable(
    request: FeatureRequest,
  ): Promise<CollectedValue | undefined> {
    const bill = await this.#bill(request);
    return bill?.vulnerable === undefined
      ? undefined
      : {
          value: bill.vulnerable,
          source: 'bill of materials',
          observedAt: bill.observedAt,
        };
  }

  #bill(request: FeatureRequest): Promise<Bill | undefined> {
    return this.#bills.get(request, () => this.#readBill(request));
  }

  async #readBill(request: FeatureRequest): Promise<Bill | undefined> {
    const newest = (await this.#evidence.find(request, 'sbom')).at(-1);
    const bill =
      newest && (await this.#evidence.reader.getBillOfMaterials(newest.id));
    return (
      bill && {
        packages: new Map(
          bill.packages.map(([name, versions]) => [name, new Set(versions)]),
        ),
        vulnerable: bill.vulnerable,
        observedAt: newest.observedAt,
      }
    );
  }
}
