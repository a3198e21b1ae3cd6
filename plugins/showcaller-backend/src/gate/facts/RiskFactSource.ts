import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type { PolicyFactSource, PolicySubject } from '../types';

const SOURCE = 'risk engine';

/** What the risk engine says of the change. */
export class RiskFactSource implements PolicyFactSource {
  readonly id = SOURCE;
  readonly paths = [
    'risk_score',
    'success_probability',
    'risk.confidence',
    'risk.band',
  ];

  static create(): RiskFactSource {
    return new RiskFactSource();
  }

  private constructor() {}

  async read({ assessment }: PolicySubject): Promise<PolicyFacts> {
    const observedAt = assessment?.scoredAt;
    const missing = (missingReason: string): PolicyFact => ({
      missingReason,
      source: SOURCE,
    });
    const known = (value: number | string): PolicyFact => ({
      value,
      source: SOURCE,
      observedAt,
    });
    if (assessment?.probability === undefined) {
      const unknown = missing(
        assessment?.unknownReason ?? 'the risk was not computed in time',
      );
      return Object.fromEntries(this.paths.map(path => [path, unknown]));
    }
    const { probability, interval, band } = assessment;
    return {
      risk_score: known(probability),
      success_probability: known(1 - probability),
      'risk.confidence': interval
        ? known(1 - (interval.high - interval.low))
        : missing('the model tells no interval'),
      'risk.band': known(band),
    };
  }
}
