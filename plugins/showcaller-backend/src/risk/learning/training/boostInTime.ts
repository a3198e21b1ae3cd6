import {
  evaluateTrees,
  riskFeatures,
  type RiskTreesSettings,
  trainBag,
  trainRiskTrees,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import { type DatedRows, pickRows, ROW_WIDTH } from '../rows/DatedRows';
import type { StepMeter } from './StepMeter';

/** Blocks of time whose rows are scored by a model of all the others. */
const BLOCKS = 5;
/** Rounds without a gain on the later rows before growing stops. */
const PATIENCE = 20;
/** Share of the rows that is fitted while the rest tells when to stop: 60 of the 80 % before the report slice. */
const FIT_SHARE = 0.75;
/** Rounds where one class only leaves nothing to stop by. */
const DEFAULT_ROUNDS = 40;

/** Steps of weight 1 when the number of rounds is given. */
export const BOOST_STEPS = BLOCKS + 1;

/** How rows are boosted. */
export interface BoostPlan {
  /** Log-odds per row that the trees are added to; 0 when absent. */
  base?: Float64Array;
  settings: RiskTreesSettings;
  /** What is grown, in words. */
  name: string;
  /** Names of features whose greater values must never lower the risk. */
  monotone: readonly string[];
  seed: number;
  meter: StepMeter;
  /** Found on the later quarter when absent. */
  rounds?: number;
}

/** What {@link boostInTime} grew; the trees do not contain the base. */
export interface Boosted {
  trees: TreeEnsemble;
  /** Margins, base included, of each row by trees that had not seen its block of time. */
  freshMargins: Float64Array;
  rounds: number;
}

/**
 * Boosts in the order of time:
 *
 * 1. on the earlier three quarters, stopped by the loss of the later quarter: that gives the number of rounds;
 * 2. five blocks of time, each scored by trees of the other four: fair margins for calibration;
 * 3. with the same number of rounds on all rows: the model.
 *
 * What is grown in 2 and 3 are the risk trees that the benchmarks measure: a bag of boosted trees and a regression on ranks.
 *
 * @throws TrainingCancelledError, and RangeError with one class only
 */
export function boostInTime(rows: DatedRows, plan: BoostPlan): Boosted {
  const { base, meter, name } = plan;
  const all = Array.from(rows.labels, (_, row) => row);

  const rounds = plan.rounds ?? findRounds(rows, plan);
  const freshMargins = new Float64Array(all.length);
  for (let block = 0; block < BLOCKS; block++) {
    const from = Math.floor((all.length * block) / BLOCKS);
    const to = Math.floor((all.length * (block + 1)) / BLOCKS);
    const others = [...all.slice(0, from), ...all.slice(to)];
    const stage = `scoring held-out rows with the ${name} (${
      block + 1
    } of ${BLOCKS})`;
    const held = pickRows(rows, all.slice(from, to)).rows;
    const margins = meter.step(stage, 1, tell =>
      // With one class only in the other blocks nothing can be learned of this one: the base stands.
      hasBothClasses(rows, others)
        ? evaluateTrees(
            grow({ rows, plan, places: others, rounds, tell }),
            held,
          )
        : new Float64Array(to - from),
    );
    for (const [index, margin] of margins.entries()) {
      freshMargins[from + index] = margin + (base?.[from + index] ?? 0);
    }
  }
  const trees = meter.step(`growing the ${name} on all rows`, 1, tell =>
    grow({ rows, plan, places: all, rounds, tell }),
  );
  return { trees, freshMargins, rounds };
}

function findRounds(rows: DatedRows, plan: BoostPlan): number {
  const { meter, name, settings, seed } = plan;
  const { parameters, bags } = settings;
  const all = Array.from(rows.labels, (_, row) => row);
  const cut = Math.floor(all.length * FIT_SHARE);
  const places = all.slice(0, cut);
  return meter.step(`finding when to stop growing the ${name}`, 1, tell => {
    if (!hasBothClasses(rows, places)) {
      return Math.min(DEFAULT_ROUNDS, parameters.rounds);
    }
    const { rounds } = trainBag({
      ...partOf(rows, plan, places),
      validation: partOf(rows, plan, all.slice(cut)),
      parameters: {
        ...parameters,
        monotone: signsOf(plan),
        earlyStoppingRounds: PATIENCE,
      },
      bags,
      seed,
      shouldStop: meter.shouldStop,
      onProgress: progress => tell(progress.round / progress.rounds),
    });
    return Math.max(1, rounds);
  });
}

function grow(options: {
  rows: DatedRows;
  plan: BoostPlan;
  places: number[];
  rounds: number;
  tell: (share: number) => void;
}): TreeEnsemble {
  const { rows, plan, places, rounds, tell } = options;
  const { settings, seed, meter } = plan;
  return trainRiskTrees({
    ...partOf(rows, plan, places),
    settings: {
      ...settings,
      parameters: { ...settings.parameters, rounds, monotone: signsOf(plan) },
    },
    seed,
    shouldStop: meter.shouldStop,
    onProgress: progress => tell(progress.round / progress.rounds),
  }).ensemble;
}

function partOf(rows: DatedRows, { base }: BoostPlan, places: number[]) {
  const { labels, rows: values } = pickRows(rows, places);
  return {
    labels,
    rows: values,
    featureCount: ROW_WIDTH,
    baseMargin: base && Float64Array.from(places, place => base[place]),
  };
}

function signsOf({ monotone }: BoostPlan): number[] {
  return riskFeatures.map(({ name }) => (monotone.includes(name) ? 1 : 0));
}

function hasBothClasses(rows: DatedRows, places: number[]): boolean {
  const first = rows.labels[places[0]];
  return places.some(place => rows.labels[place] !== first);
}
