/** How much a model was made of an organisation's own history. @public */
export type LadderRung = 'prior' | 'calibrated' | 'boosted' | 'local';

/** @public */
export interface LadderStep {
  rung: LadderRung;
  /** Matured labels that it takes. */
  labels: number;
  /** Failures, and as many clean deployments, that must be among them. */
  positives: number;
}

/**
 * The ladder of models, lowest first. Measured on six projects whose own history was withheld (cold start): below some
 * 2,000 labels a model of other projects' history, corrected, beats one of local history alone.
 *
 * - `prior`: the shipped model as it is.
 * - `calibrated`: its margins mapped to the local base rate and spread by Platt's two parameters.
 * - `boosted`: a few shallow trees on top of its margins.
 * - `local`: a model of local labels alone is tried as challenger besides.
 *
 * @public
 */
export const ladderSteps: readonly LadderStep[] = [
  { rung: 'prior', labels: 0, positives: 0 },
  { rung: 'calibrated', labels: 50, positives: 10 },
  { rung: 'boosted', labels: 500, positives: 10 },
  { rung: 'local', labels: 2000, positives: 10 },
];
