import {
  evaluateTrees,
  riskFeatures,
  trainBag,
  type TreeEnsemble,
  type TreeParameters,
} from '@showcaller/engine/risk';
import { type DatedRows, pickRows, ROW_WIDTH } from '../rows/DatedRows';
import type { StepMeter } from './StepMeter';

/** Members of a bag: averaging steadies ranking and explanations (Breiman 1996). */
const BAGS = 3;
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
  parameters: TreeParameters;
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
            grow({ rows, plan, places: others, rounds, tell }).ensemble,
            held,
          )
        : new Float64Array(to - from),
    );
    for (const [index, margin] of margins.entries()) {
      freshMargins[from + index] = margin + (base?.[from + index] ?? 0);
    }
  }
  const { ensemble } = meter.step(`growing the ${name} on all rows`, 1, tell =>
    grow({ rows, plan, places: all, rounds, tell }),
  );
  return { trees: ensemble, freshMargins, rounds };
}

function findRounds(rows: DatedRows, plan: BoostPlan): number {
  const { meter, name, parameters } = plan;
  const all = Array.from(rows.labels, (_, row) => row);
  const cut = Math.floor(all.length * FIT_SHARE);
  const places = all.slice(0, cut);
  return meter.step(`finding when to stop growing the ${name}`, 1, tell =>
    hasBothClasses(rows, places)
      ? Math.max(
          1,
          grow({
            rows,
            plan,
            places,
            rounds: parameters.rounds,
            validation: all.slice(cut),
            tell,
          }).rounds,
        )
      : Math.min(DEFAULT_ROUNDS, parameters.rounds),
  );
}

function grow(options: {
  rows: DatedRows;
  plan: BoostPlan;
  places: number[];
  rounds: number;
  validation?: number[];
  tell: (share: number) => void;
}) {
  const { rows, plan, places, rounds, validation, tell } = options;
  const part = (chosen: number[]) => {
    const { labels, rows: values } = pickRows(rows, chosen);
    const { base } = plan;
    return {
      labels,
      rows: values,
      baseMargin: base && Float64Array.from(chosen, place => base[place]),
    };
  };
  return trainBag({
    ...part(places),
    featureCount: ROW_WIDTH,
    validation: validation && part(validation),
    parameters: {
      ...plan.parameters,
      rounds,
      monotone: riskFeatures.map(feature =>
        plan.monotone.includes(feature.name) ? 1 : 0,
      ),
      earlyStoppingRounds: validation && PATIENCE,
    },
    bags: BAGS,
    seed: plan.seed,
    shouldStop: plan.meter.shouldStop,
    onProgress: progress => tell(progress.round / progress.rounds),
  });
}

function hasBothClasses(rows: DatedRows, places: number[]): boolean {
  const first = rows.labels[places[0]];
  return places.some(place => rows.labels[place] !== first);
}
