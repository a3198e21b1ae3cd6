/**
 * What a signal speaks about, in the order pages show them. Signals of one group are read, ranked and explained
 * together: alone they rise and fall with each other.
 *
 * @public
 */
export const riskFeatureGroups = [
  'size',
  'purpose',
  'churn',
  'team',
  'tests',
  'flakiness',
  'dependencies',
  'performance',
  'incidents',
  'timing',
] as const;

/** @public */
export type RiskFeatureGroup = (typeof riskFeatureGroups)[number];

/** Applied before standardisation. `log1p` is the natural logarithm of 1 + x. @public */
export type FeatureTransform = 'identity' | 'log1p';

/** One column of the model's input. @public */
export interface RiskFeature {
  name: string;
  /** Words a reader understands without the paper. */
  label: string;
  group: RiskFeatureGroup;
  unit: string;
  transform: FeatureTransform;
  /** The least value there can be: 0, or below it where a value may fall as well as rise. */
  minimum: number;
  /** The definition that whoever computes it must follow. */
  description: string;
}
