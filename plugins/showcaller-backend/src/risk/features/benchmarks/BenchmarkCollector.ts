import type {
  CollectorResult,
  FeatureCollector,
  FeatureRequest,
} from '../FeatureCollector';
import type { EvidenceLookup } from '../tests/EvidenceLookup';
import { worstSlowdown } from './worstSlowdown';

const SOURCE = 'benchmarks';
/** Earlier documents in which a benchmark's last measurement is looked for. */
const EARLIER_DOCUMENTS = 10;

/** How much slower the worst benchmark became against the revision measured before. */
export class BenchmarkCollector implements FeatureCollector {
  readonly id = SOURCE;
  readonly features = ['perfdelta'] as const;
  readonly #evidence: EvidenceLookup;

  static create(options: { evidence: EvidenceLookup }): BenchmarkCollector {
    return new BenchmarkCollector(options.evidence);
  }

  private constructor(evidence: EvidenceLookup) {
    this.#evidence = evidence;
  }

  async collect(request: FeatureRequest): Promise<CollectorResult> {
    const { reader } = this.#evidence;
    const documents = await this.#evidence.find(request, 'benchmark');
    if (documents.length === 0) {
      return {
        source: SOURCE,
        values: {},
        missingReason:
          'no benchmark of this revision was uploaded before it was deployed',
      };
    }
    const earlier = await reader.listBefore({
      repository: request.repository,
      kind: 'benchmark',
      names: [...new Set(documents.map(({ name }) => name))],
      before: documents[0].observedAt,
      limit: EARLIER_DOCUMENTS,
    });
    const worst = worstSlowdown(
      await reader.getMeasurements(documents.map(({ id }) => id)),
      await reader.getMeasurements(
        earlier.filter(({ sha }) => sha !== request.sha).map(({ id }) => id),
      ),
    );
    return {
      source: worst ? `${SOURCE} (${worst.name})` : SOURCE,
      observedAt: documents.at(-1)?.observedAt,
      values: { perfdelta: worst?.change },
      missingReason: 'no earlier revision has a benchmark of these names',
    };
  }
}
