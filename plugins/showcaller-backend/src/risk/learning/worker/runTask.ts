import { InputError } from '@backstage/errors';
import type { ModelRung } from '@showcaller/backstage-plugin-showcaller-common';
import {
  ladderState,
  ladderSteps,
  parseRiskModelFile,
} from '@showcaller/engine/risk';
import { sha256 } from '../../../database/sha256';
import { judgeServing } from '../drift/judgeServing';
import { measureModelDrift } from '../drift/measureModelDrift';
import {
  evaluateModel,
  type EvaluationPlan,
  evaluationWeight,
} from '../evaluation/evaluateModel';
import {
  countPositives,
  type DatedRows,
  pickRows,
  sliceRows,
} from '../rows/DatedRows';
import { readTrees } from '../training/readTrees';
import { predict, type PriorModel } from '../training/recipes';
import { refuseRows } from '../training/refuseRows';
import { StepMeter, type StepProgress } from '../training/StepMeter';
import {
  type ServingChampion,
  trainingWeight,
  trainModel,
} from '../training/trainModel';
import { writeModel } from '../training/writeModel';
import type { ModelText, RiskTask, RiskTaskResult, TrainTask } from './tasks';

/** Newest rows that a back-test follows its recipe on; more would take long and say little. */
const EVALUATED_ROWS = 20_000;

/** What a task works with. */
export interface TaskContext {
  labelled: DatedRows;
  recent: DatedRows;
  report: (progress: StepProgress) => void;
  isCancelled: () => boolean;
}

type Doers = {
  [K in RiskTask['kind']]: (
    task: Extract<RiskTask, { kind: K }>,
    context: TaskContext,
  ) => Extract<RiskTaskResult, { kind: K }>;
};

const doers: Doers = {
  train(task, context) {
    const { cut, least, champion, origin } = task;
    const { labelled } = context;
    refuseRows(labelled, { cut, least });
    const { monotone, seed } = origin;
    const prior = priorOf(task.prior);
    const plan = {
      rung: lowerRung(task.rung, reachedBy(labelled)),
      champion: championOf(champion, prior),
    };
    const trained = trainModel(labelled, {
      ...plan,
      context: {
        prior,
        monotone,
        seed,
        meter: StepMeter.create({
          ...context,
          total: trainingWeight(labelled, { ...plan, monotone }),
        }),
      },
    });
    return {
      kind: 'train',
      model: writeModel(trained, labelled, origin),
      judgement: trained.judgement,
      monotoneCost: trained.monotoneCost,
    };
  },

  evaluate(task, context) {
    const { labelled } = context;
    const count = labelled.labels.length;
    const rows = sliceRows(labelled, Math.max(0, count - EVALUATED_ROWS));
    const { predictions, previous, monotone, seed, model } = task;
    const before = previous && readTrees(previous.file);
    const plan: Omit<EvaluationPlan, 'context'> = {
      ...task,
      modelHash: model.hash,
      model: readTrees(model.file),
      predictions:
        typeof predictions === 'string' ? predictions : new Map(predictions),
      previous: previous && before && { hash: previous.hash, model: before },
    };
    const meter = StepMeter.create({
      ...context,
      total: evaluationWeight(rows, plan),
    });
    return {
      kind: 'evaluate',
      evaluation: evaluateModel(rows, {
        ...plan,
        context: { prior: priorOf(task.prior), monotone, seed, meter },
      }),
    };
  },

  drift(task, { labelled, recent }) {
    const model = readTrees(task.model.file);
    const { training, driftReference } = parseRiskModelFile(
      task.model.file,
      sha256,
    );
    const report = measureModelDrift({
      modelHash: task.model.hash,
      recent,
      matured: task.matured,
      model,
      reference:
        training.local?.labelSource === 'deployments'
          ? driftReference
          : undefined,
      now: task.now,
    });
    const served = new Map(task.served);
    const unseen = pickRows(
      labelled,
      labelled.ids.flatMap((id, row) =>
        labelled.times[row] > task.trainedTo && (model || served.has(id))
          ? [row]
          : [],
      ),
    );
    const previous = task.previous && readTrees(task.previous.file);
    return {
      kind: 'drift',
      report,
      serving: judgeServing({
        labels: unseen.labels,
        serving: model
          ? predict(model, unseen.rows)
          : Float64Array.from(unseen.ids, id => served.get(id) ?? NaN),
        prior: predict(priorOf(task.prior), unseen.rows),
        previous: previous && predict(previous, unseen.rows),
      }),
    };
  },
};

/** A champion that this version cannot read does not serve either: the prior is what must be beaten. */
function championOf(
  champion: TrainTask['champion'],
  prior: PriorModel,
): ServingChampion {
  try {
    return { ...champion, model: readTrees(champion.file) };
  } catch {
    return { ...champion, rung: 'prior', model: prior, trainedTo: undefined };
  }
}

/** Some labelled deployments were never scored, so that there are fewer rows than labels. */
function reachedBy({ labels }: DatedRows): ModelRung {
  return ladderState({
    labels: labels.length,
    positives: countPositives(labels),
  }).rung;
}

function lowerRung(one: ModelRung, other: ModelRung): ModelRung {
  return (
    ladderSteps.find(({ rung }) => rung === one || rung === other)?.rung ?? one
  );
}

/** Does a task. @throws whatever it throws */
export function runTask(task: RiskTask, context: TaskContext): RiskTaskResult {
  const doer = doers[task.kind] as (
    task: RiskTask,
    context: TaskContext,
  ) => RiskTaskResult;
  return doer(task, context);
}

/** Memory that leaves the thread with the result instead of being copied. */
export function transferablesOf(result: RiskTaskResult): ArrayBuffer[] {
  return result.kind === 'train'
    ? [result.model.onnx.buffer as ArrayBuffer]
    : [];
}

function priorOf({ file }: ModelText): PriorModel {
  const prior = readTrees(file);
  if (!prior) {
    throw new InputError('The shipped prior has no trees to build upon.');
  }
  return prior;
}
