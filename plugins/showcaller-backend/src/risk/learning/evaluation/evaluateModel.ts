import { InputError } from '@backstage/errors';
import type {
  ModelEvaluation,
  ModelRung,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  calibrationInTheLarge,
  captureAtTop,
  sigmoid,
  type TimeSplit,
  walkForward,
} from '@showcaller/engine/risk';
import { countPositives, type DatedRows, pickRows } from '../rows/DatedRows';
import { overControls } from '../training/controlModels';
import {
  byControl,
  byModel,
  byRecipe,
  byRecord,
  type ForwardPredictor,
  forwardWeight,
  predictForward,
  testedRows,
} from '../training/forwardPredictions';
import { measureModel, TOP_SHARE } from '../training/measureModel';
import type { PriorModel, RecipeContext } from '../training/recipes';
import { ablateGroups, ablationWeight } from './ablateGroups';
import { curvesOf, reliabilityOf } from './curvesOf';
import { explanationStability } from './explanationStability';
import { fairnessOf, type GroupsOfEntities } from './fairnessOf';

/** Fewer rows say nothing. */
const LEAST_ROWS = 20;
const FOLDS = 5;

/** What is evaluated, and how. */
export interface EvaluationPlan {
  modelHash: string;
  rung: ModelRung;
  /** The model itself; a registered one has no trees to show. */
  model?: PriorModel;
  /**
   * How the rows are predicted: `recipe` follows the model's recipe at each step, because the model itself has seen these
   * rows; `model` predicts by the model, which has not; otherwise log-odds that it gave in time, by row id.
   */
  predictions: 'recipe' | 'model' | ReadonlyMap<string, number>;
  previous?: { hash: string; model: PriorModel };
  context: RecipeContext;
  /** How long a label takes to mature, in milliseconds. */
  embargo: number;
  /** From this probability on the gate acts. */
  threshold: number;
  groups: GroupsOfEntities;
  /** Milliseconds since 1970. */
  now: number;
}

/**
 * The walk-forward back-test of a model: each row of the later half is predicted from what was known before it, and everything
 * that is shown of the model's quality is computed from those predictions.
 *
 * @throws InputError when there are too few rows or one class only; TrainingCancelledError
 */
export function evaluateModel(
  allRows: DatedRows,
  plan: EvaluationPlan,
): ModelEvaluation {
  const rows = rowsOf(allRows, plan);
  const splits = splitsOf(rows, plan);
  const tested = testedRows(rows, splits);
  const { labels, times } = tested;
  refuseTooFew(labels);
  const logOdds = predictForward(rows, splits, predictorOf(plan));
  if (!logOdds) {
    throw new InputError('The model could not be followed through time.');
  }
  const probabilities = logOdds.map(sigmoid);
  const controls = overControls(name =>
    predictForward(rows, splits, byControl(name)),
  );
  const captured = captureAtTop({
    labels,
    scores: logOdds,
    share: TOP_SHARE,
  })?.captured;
  const large = calibrationInTheLarge({ labels, probabilities });
  return {
    modelHash: plan.modelHash,
    computedAt: new Date(plan.now).toISOString(),
    window: {
      from: new Date(times[0]).toISOString(),
      to: new Date(times[times.length - 1]).toISOString(),
    },
    rows: labels.length,
    positives: countPositives(labels),
    metrics: measureModel(labels, logOdds),
    controls: overControls(
      name => controls[name] && measureModel(labels, controls[name]),
    ),
    captureInterval: captured && { low: captured.low, high: captured.high },
    calibrationInTheLarge: {
      difference: large.difference,
      low: large.low,
      high: large.high,
    },
    ...curvesOf(labels, logOdds),
    controlCurves: overControls(
      name => controls[name] && curvesOf(labels, controls[name]),
    ),
    reliability: reliabilityOf(labels, probabilities),
    ablation: ablateGroups(rows, plan),
    stability: explanationStability(rows, plan),
    fairness: fairnessOf({ tested, probabilities, ...plan }),
    threshold: plan.threshold,
  };
}

/** Sum of the weights of the steps of {@link evaluateModel}. */
export function evaluationWeight(
  allRows: DatedRows,
  plan: Pick<EvaluationPlan, 'rung' | 'predictions' | 'embargo'>,
): number {
  const rows = rowsOf(allRows, plan);
  const forward =
    plan.predictions === 'recipe'
      ? forwardWeight(plan.rung, splitsOf(rows, plan))
      : 0;
  return 1 + forward + ablationWeight(rows, plan);
}

function predictorOf(plan: EvaluationPlan): ForwardPredictor {
  const { predictions, model, rung, context } = plan;
  if (typeof predictions !== 'string') {
    return byRecord(predictions);
  }
  return predictions === 'model' && model
    ? byModel(model)
    : byRecipe(rung, context);
}

function rowsOf(
  rows: DatedRows,
  { predictions }: Pick<EvaluationPlan, 'predictions'>,
): DatedRows {
  if (typeof predictions === 'string') {
    return rows;
  }
  return pickRows(
    rows,
    rows.ids.flatMap((id, place) => (predictions.has(id) ? [place] : [])),
  );
}

function splitsOf(
  rows: DatedRows,
  { embargo }: Pick<EvaluationPlan, 'embargo'>,
): TimeSplit[] {
  return walkForward({
    times: rows.times,
    folds: FOLDS,
    firstShare: 0.5,
    embargo,
  });
}

function refuseTooFew(labels: Uint8Array): void {
  const positives = countPositives(labels);
  if (
    labels.length < LEAST_ROWS ||
    positives === 0 ||
    positives === labels.length
  ) {
    throw new InputError(
      `A back-test needs ${LEAST_ROWS} deployments of both classes that can be predicted from earlier ones; there are ${labels.length}, ${positives} of them failed.`,
    );
  }
}
