import {
  riskFeatures,
  toFeatureRow,
  type RiskFeatureName,
  type RiskFeatureValues,
} from '../riskFeatures';
import { actionableSignals } from './actionableSignals';

/** Less than this is not worth telling: two points. */
const NOTICEABLE = 0.02;
/** Of the greatest fall that a signal can bring, so much is enough to ask for less. */
const NEARLY_ALL = 0.8;
const MOST = 5;

/** One signal changed as people could change it, and the row that would come of it. @public */
export interface ProposedChange {
  feature: RiskFeatureName;
  from: number;
  to: number;
  /** One value per feature of the schema. */
  row: Float32Array;
}

/** A change that would lower the risk. @public */
export interface Counterfactual {
  feature: RiskFeatureName;
  from: number;
  to: number;
  probabilityBefore: number;
  probabilityAfter: number;
}

/**
 * All changes of one known actionable signal that can be tried on a row. The row's other signals stay, but for those that
 * cannot stay: fewer lines come in fewer files. They are answers of the model to "what if", not promises: what the model
 * saw together in the past is not what causes failures.
 *
 * @param row - one value per feature of the schema, NaN where unknown.
 * @public
 */
export function proposeChanges(row: Float32Array): ProposedChange[] {
  const values: RiskFeatureValues = Object.fromEntries(
    riskFeatures.map(({ name }, column) => [name, row[column]]),
  );
  return actionableSignals.flatMap(({ feature, targets, helps, apply }) => {
    const from = values[feature] ?? NaN;
    return Number.isNaN(from)
      ? []
      : targets
          .filter(to => helps(from, to))
          .map(to => ({
            feature,
            from,
            to,
            row: toFeatureRow(
              apply?.(values, to) ?? { ...values, [feature]: to },
            ),
          }));
  });
}

/**
 * The proposals worth telling, the greatest fall first, at most five, one per signal: the target that asks least among
 * those that bring nearly all that the signal can bring.
 *
 * @param options - `before`: probability of the row as it is; `after`: of each proposal.
 * @throws RangeError when there are not as many probabilities as proposals.
 * @public
 */
export function chooseCounterfactuals(options: {
  proposals: readonly ProposedChange[];
  before: number;
  after: ArrayLike<number>;
}): Counterfactual[] {
  const { proposals, before, after } = options;
  if (after.length !== proposals.length) {
    throw new RangeError(
      `${proposals.length} proposals need as many probabilities, got ${after.length}`,
    );
  }
  const byFeature = new Map<RiskFeatureName, Counterfactual[]>();
  for (const [index, { feature, from, to }] of proposals.entries()) {
    const tried = byFeature.get(feature) ?? [];
    byFeature.set(feature, tried);
    tried.push({
      feature,
      from,
      to,
      probabilityBefore: before,
      probabilityAfter: after[index],
    });
  }
  const fall = ({ probabilityAfter }: Counterfactual) =>
    before - probabilityAfter;
  return [...byFeature.values()]
    .flatMap(tried => {
      const most = Math.max(...tried.map(fall));
      const enough = tried.find(one => fall(one) >= NEARLY_ALL * most);
      return enough ? [enough] : [];
    })
    .filter(one => fall(one) >= NOTICEABLE)
    .sort((a, b) => fall(b) - fall(a))
    .slice(0, MOST);
}
