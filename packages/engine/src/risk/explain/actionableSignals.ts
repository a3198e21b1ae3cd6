import type { RiskFeatureName, RiskFeatureValues } from '../riskFeatures';
import { splitChange } from './splitChange';

/** A signal that people can change before they deploy, and how. @public */
export interface ActionableSignal {
  feature: RiskFeatureName;
  /** Values to try, those that ask less first; only those that `helps` are tried. */
  targets: readonly number[];
  /** Whether going from one value to another is what the action does. */
  helps: (from: number, to: number) => boolean;
  /** Other signals that change with it; without it the signal alone is set. */
  apply?: (values: RiskFeatureValues, to: number) => RiskFeatureValues;
}

const lower = (from: number, to: number) => to < from;
const higher = (from: number, to: number) => to > from;
const ifAbsent = (limits: { from: number; to: number }) => (value: number) =>
  value < limits.from || value > limits.to;

/** A change of so many of something is brought below it. */
const split =
  (feature: 'la' | 'nf') => (values: RiskFeatureValues, to: number) =>
    splitChange(values, to / (values[feature] ?? NaN));

const none = (feature: RiskFeatureName): ActionableSignal => ({
  feature,
  targets: [0],
  helps: lower,
});

/**
 * What people can do before they deploy. Left out is what they cannot change any more (who wrote it, earlier incidents)
 * and what would only look better (retrying less, a message that does not say fix).
 *
 * @public
 */
export const actionableSignals: readonly ActionableSignal[] = [
  {
    feature: 'la',
    targets: [399, 199, 99, 49],
    helps: lower,
    apply: split('la'),
  },
  { feature: 'nf', targets: [20, 10, 5, 2], helps: lower, apply: split('nf') },
  {
    feature: 'nd',
    targets: [10, 5, 2, 1],
    helps: lower,
    apply: (values, to) => ({
      ...values,
      nd: to,
      ns: Math.min(values.ns ?? NaN, to),
    }),
  },
  none('migration'),
  none('infra'),
  { feature: 'testpass', targets: [1], helps: higher },
  { feature: 'testtouch', targets: [0.2, 0.4], helps: higher },
  none('flaky'),
  none('depmajor'),
  none('depnew'),
  none('depvuln'),
  { feature: 'perfdelta', targets: [0], helps: lower },
  none('concurrent'),
  none('freeze'),
  { feature: 'hour', targets: [10, 14], helps: ifAbsent({ from: 9, to: 16 }) },
  { feature: 'weekday', targets: [2], helps: ifAbsent({ from: 1, to: 4 }) },
];
