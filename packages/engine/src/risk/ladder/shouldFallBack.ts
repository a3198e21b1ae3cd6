/** @public */
export interface FallBackDecision {
  fallBack: boolean;
  reason:
    | 'worse than the prior by more than noise'
    | 'not worse than the prior by more than noise'
    | 'too few matured labels to tell';
  /** Log loss of the serving model minus the prior's: above 0 the prior was better. */
  excess: number;
  /** The excess from which on it falls back; undefined where labels are too few. */
  bar: number | undefined;
}

/**
 * Whether the serving model is withdrawn in favour of the prior: on deployments that matured since it began to serve, its log
 * loss is worse than the prior's by more than noise. The bar is two standard errors, higher than for a promotion: this
 * runs unattended and often, and going back and forth would help nobody.
 *
 * @param options - `maturedLogLossOfServing`, `maturedLogLossOfPrior`: mean log loss on the same deployments, nats;
 * `standardErrorOfDifference`: of their difference (`pairedLogLoss`), undefined where unknown; `n`: deployments;
 * `minimumLabels`: 50 when absent; `standardErrors`: 2 when absent.
 * @throws RangeError for losses or a standard error that are negative or not numbers.
 * @public
 */
export function shouldFallBack(options: {
  maturedLogLossOfServing: number;
  maturedLogLossOfPrior: number;
  standardErrorOfDifference: number | undefined;
  n: number;
  minimumLabels?: number;
  standardErrors?: number;
}): FallBackDecision {
  const { n, minimumLabels = 50, standardErrors = 2 } = options;
  const noise = options.standardErrorOfDifference;
  const [serving, prior] = [
    options.maturedLogLossOfServing,
    options.maturedLogLossOfPrior,
  ];
  if (
    !(serving >= 0) ||
    !(prior >= 0) ||
    (noise !== undefined && !(noise >= 0))
  ) {
    throw new RangeError(
      `Log losses and their standard error must be at least 0: ${serving}, ${prior}, ${noise}`,
    );
  }
  const excess = serving - prior;
  if (n < minimumLabels || noise === undefined) {
    return {
      fallBack: false,
      reason: 'too few matured labels to tell',
      excess,
      bar: undefined,
    };
  }
  const bar = standardErrors * noise;
  const fallBack = excess > bar;
  return {
    fallBack,
    reason: fallBack
      ? 'worse than the prior by more than noise'
      : 'not worse than the prior by more than noise',
    excess,
    bar,
  };
}
