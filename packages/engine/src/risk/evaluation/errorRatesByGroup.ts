import { checkLabelledScores } from './labelledScores';
import { normalQuantile } from './normalQuantile';
import { wilsonInterval, type Rate } from './wilsonInterval';

/** Errors of the gate at one threshold. @public */
export interface ErrorRates {
  n: number;
  positives: number;
  /** Clean deployments called risky, of the clean ones; undefined without any. */
  falsePositive: Rate | undefined;
  /** Failed deployments called safe, of the failed ones; undefined without any. */
  falseNegative: Rate | undefined;
}

/** @public */
export interface GroupErrorRates extends ErrorRates {
  /** A team or a service tier, never a person. */
  group: string;
  /** Fewer rows than the minimum: the rates are withheld. */
  tooSmall: boolean;
  /**
   * Which rates are apart from everyone's by more than chance: the overall rate is outside the group's interval, at 95 % over all
   * groups together (Bonferroni).
   */
  differs: Array<'falsePositive' | 'falseNegative'>;
}

/** @public */
export interface ErrorRatesByGroup {
  threshold: number;
  overall: ErrorRates;
  /** The largest group first; of equal ones by name. */
  groups: GroupErrorRates[];
}

const KINDS = ['falsePositive', 'falseNegative'] as const;

interface Tally {
  positives: number;
  negatives: number;
  falsePositives: number;
  falseNegatives: number;
}

function ratesOf(tally: Tally, z?: number): ErrorRates {
  const { positives, negatives } = tally;
  return {
    n: positives + negatives,
    positives,
    falsePositive: wilsonInterval({
      count: tally.falsePositives,
      n: negatives,
      z,
    }),
    falseNegative: wilsonInterval({
      count: tally.falseNegatives,
      n: positives,
      z,
    }),
  };
}

function add(tally: Tally, label: number, called: boolean): void {
  tally.positives += label;
  tally.negatives += 1 - label;
  tally.falsePositives += Number(label === 0 && called);
  tally.falseNegatives += Number(label === 1 && !called);
}

const empty = (): Tally => ({
  positives: 0,
  negatives: 0,
  falsePositives: 0,
  falseNegatives: 0,
});

/**
 * Whether the gate errs more for some teams or service tiers than for others (equalised odds, Hardt, Price and Srebro 2016):
 * false positive and false negative rates per group with 95 % Wilson intervals. Call it once per dimension. Small groups
 * are named but their rates withheld: two deployments say nothing of a team, and point at persons.
 *
 * @param options - `labels`: 0 or 1 per row; `probabilities`: per row; `groups`: name per row, undefined where unknown, which
 * counts overall only; `threshold`: a probability of at least this is called risky; `minimum`: rows that a group needs, 30
 * when absent.
 * @throws RangeError as `rocAuc`, for another number of groups, or a threshold that is not a number.
 * @public
 */
export function errorRatesByGroup(options: {
  labels: ArrayLike<number>;
  probabilities: ArrayLike<number>;
  groups: ReadonlyArray<string | undefined>;
  threshold: number;
  minimum?: number;
}): ErrorRatesByGroup {
  const { labels, probabilities, groups, threshold, minimum = 30 } = options;
  checkLabelledScores(labels, probabilities);
  if (groups.length !== labels.length || Number.isNaN(threshold)) {
    throw new RangeError(
      `${labels.length} rows, but ${groups.length} groups and the threshold ${threshold}`,
    );
  }
  const all = empty();
  const tallies = new Map<string, Tally>();
  for (const [row, group] of groups.entries()) {
    const called = probabilities[row] >= threshold;
    add(all, labels[row], called);
    if (group !== undefined) {
      const tally = tallies.get(group) ?? empty();
      tallies.set(group, tally);
      add(tally, labels[row], called);
    }
  }
  const overall = ratesOf(all);
  const named = [...tallies].map(([group, tally]) => ({
    group,
    tally,
    n: tally.positives + tally.negatives,
  }));
  const compared = named.filter(({ n }) => n >= minimum).length;
  const strict = normalQuantile(1 - 0.025 / Math.max(compared, 1));
  return {
    threshold,
    overall,
    groups: named
      .sort((a, b) => b.n - a.n || a.group.localeCompare(b.group, 'en'))
      .map(({ group, tally, n }) => {
        if (n < minimum) {
          return {
            group,
            n,
            positives: tally.positives,
            falsePositive: undefined,
            falseNegative: undefined,
            tooSmall: true,
            differs: [],
          };
        }
        const wide = ratesOf(tally, strict);
        return {
          group,
          ...ratesOf(tally),
          tooSmall: false,
          differs: KINDS.filter(kind => {
            const [rate, everyone] = [wide[kind], overall[kind]?.rate];
            return (
              rate !== undefined &&
              everyone !== undefined &&
              (everyone < rate.low || everyone > rate.high)
            );
          }),
        };
      }),
  };
}
