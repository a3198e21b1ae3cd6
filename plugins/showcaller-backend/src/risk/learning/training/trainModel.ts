import type {
  ModelMetrics,
  ModelRung,
  RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ladderSteps, type TimeSplit } from '@showcaller/engine/risk';
import { countPositives, type DatedRows } from '../rows/DatedRows';
import { overControls } from './controlModels';
import {
  byControl,
  byModel,
  byRecipe,
  decisionSplits,
  forwardWeight,
  predictForward,
  testedRows,
} from './forwardPredictions';
import { type Judgement, judgeChallenger } from './judgeChallenger';
import { measureModel } from './measureModel';
import {
  type CookedModel,
  type PriorModel,
  type RecipeContext,
  recipes,
  weightOf,
} from './recipes';

/** The serving model, as a training needs to know it. */
export interface ServingChampion {
  hash: string;
  rung: ModelRung;
  /** Absent for a registered one, which cannot be asked here. */
  model?: PriorModel;
  trainingRows: number;
  /** Time of its newest training row, where those were of the same kind; in milliseconds since 1970. */
  trainedTo?: number;
}

/** What a training is to do. */
export interface TrainingPlan {
  /** The highest rung that the labels reach. */
  rung: ModelRung;
  champion: ServingChampion;
  context: RecipeContext;
}

/** What came out of a training. */
export interface TrainedModel {
  rung: ModelRung;
  model: CookedModel;
  metrics: ModelMetrics;
  controls: NonNullable<RiskModelVersion['controls']>;
  judgement: Judgement;
  /** What forcing features to be monotone costs, in AUC; absent where none is. */
  monotoneCost?: number;
}

const order = ladderSteps.map(({ rung }) => rung);

/**
 * Trains what the labels allow, and judges it:
 *
 * 1. each rung up to the one reached is followed on the earlier rows and predicts the later ones;
 * 2. the best of them by log loss there is the challenger; its recipe is then fitted on all rows;
 * 3. the serving model is asked about the same later rows, by its recipe when it has seen them;
 * 4. the challenger must be better by more than noise, and never worse than the prior.
 *
 * @throws TrainingCancelledError
 */
export function trainModel(
  rows: DatedRows,
  { rung, champion, context }: TrainingPlan,
): TrainedModel {
  const { prior } = context;
  const splits = decisionSplits(rows);
  const { labels } = testedRows(rows, splits);
  const follow = (recipe: ModelRung, changed: Partial<RecipeContext> = {}) =>
    predictForward(
      rows,
      splits,
      byRecipe(recipe, { ...context, ...changed }),
    ) ?? new Float64Array(labels.length);

  const contenders = contendersOf(rung).map(recipe => {
    const logOdds = follow(recipe);
    return { recipe, logOdds, metrics: measureModel(labels, logOdds) };
  });
  const best = contenders.reduce((a, b) =>
    (b.metrics.logLoss ?? Infinity) < (a.metrics.logLoss ?? Infinity) ? b : a,
  );
  const judgement = judgeChallenger({
    labels,
    challenger: {
      rung: best.recipe,
      rows: rows.labels.length,
      logOdds: best.logOdds,
    },
    incumbent: {
      rung: champion.rung,
      rows: champion.trainingRows,
      logOdds: logOddsOfChampion(),
    },
    prior: predictForward(rows, splits, byModel(prior)) ?? best.logOdds,
  });
  return {
    rung: best.recipe,
    model: recipes[best.recipe](rows, context),
    metrics: best.metrics,
    controls: overControls(name => {
      const logOdds = predictForward(rows, splits, byControl(name));
      return logOdds && measureModel(labels, logOdds);
    }),
    judgement,
    monotoneCost: monotoneCost(),
  };

  function logOddsOfChampion() {
    if (champion.model && !hasSeen(champion, splits)) {
      return predictForward(rows, splits, byModel(champion.model));
    }
    if (!champion.model) {
      return undefined;
    }
    return champion.rung === best.recipe
      ? ('same recipe' as const)
      : contenders.find(({ recipe }) => recipe === champion.rung)?.logOdds ??
          follow(champion.rung);
  }

  function monotoneCost(): number | undefined {
    if (context.monotone.length === 0 || weightOf(best.recipe) === 0) {
      return undefined;
    }
    const free = measureModel(labels, follow(best.recipe, { monotone: [] }));
    return (free.rocAuc ?? NaN) - (best.metrics.rocAuc ?? NaN);
  }
}

/** Sum of the weights of the steps of {@link trainModel}, at most. */
export function trainingWeight(
  rows: DatedRows,
  plan: Pick<TrainingPlan, 'rung' | 'champion'> & {
    monotone: readonly string[];
  },
): number {
  const splits = decisionSplits(rows);
  const followed = new Set([...contendersOf(plan.rung), plan.champion.rung]);
  const heaviest = Math.max(...[...followed].map(rung => weightOf(rung)));
  const forward = [...followed].reduce(
    (sum, rung) => sum + forwardWeight(rung, splits),
    plan.monotone.length > 0 ? heaviest * splits.length : 0,
  );
  return Math.max(1, forward + heaviest);
}

/** The rungs that are tried: all that are reached, but for the prior, which is there already. */
function contendersOf(rung: ModelRung): ModelRung[] {
  const reached = order.slice(1, order.indexOf(rung) + 1);
  return reached.length > 0 ? reached : ['calibrated'];
}

function hasSeen(
  { trainedTo }: ServingChampion,
  splits: readonly TimeSplit[],
): boolean {
  const first = Math.min(...splits.map(({ from }) => from));
  return trainedTo !== undefined && trainedTo >= first;
}

/** How many failures there are among how many rows, and from when to when. */
export function describeRows({ labels, times }: DatedRows) {
  return {
    rows: labels.length,
    positives: countPositives(labels),
    window: {
      from: new Date(times[0]).toISOString(),
      to: new Date(times[times.length - 1]).toISOString(),
    },
  };
}
