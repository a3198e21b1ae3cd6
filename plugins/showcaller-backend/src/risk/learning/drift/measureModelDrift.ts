import type { DriftReport } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Adwin,
  type DriftReference,
  evaluateTrees,
  measureDrift,
  sigmoid,
} from '@showcaller/engine/risk';
import type { DatedRows } from '../rows/DatedRows';
import type { PriorModel } from '../training/recipes';

/** Losses beyond this are held: a probability of 1 in 100 for what happened. */
const LOSS_RANGE = Math.log(100);

/** Outcomes of deployments beside what was said of them when they were scored, in the order of time. */
export interface MaturedScores {
  labels: Uint8Array;
  /** Calibrated log-odds, whichever model gave them. */
  logOdds: Float64Array;
  /** Milliseconds since 1970. */
  times: Float64Array;
}

/**
 * How far the deployments of late are from those that the model learned from, and whether its promises still hold. A model
 * that was not trained on deployments here has nothing to compare them with: its features have no index then.
 */
export function measureModelDrift(options: {
  modelHash: string;
  recent: DatedRows;
  matured: MaturedScores;
  model?: PriorModel;
  reference?: DriftReference;
  /** Milliseconds since 1970. */
  now: number;
}): DriftReport {
  const { modelHash, recent, matured, model, reference, now } = options;
  const drift =
    reference && model
      ? measureDrift({
          reference,
          rows: recent.rows,
          margins: evaluateTrees(model.trees, recent.rows),
        })
      : undefined;
  return {
    modelHash,
    computedAt: new Date(now).toISOString(),
    rows: recent.labels.length,
    features: (drift?.features ?? []).map(
      ({ name, psi, level, missingThen, missingNow }) => ({
        name,
        psi,
        level,
        missingThen,
        missingNow: missingNow ?? missingThen,
      }),
    ),
    score: drift
      ? { psi: drift.score.psi, ks: drift.score.ks, level: drift.score.level }
      : { level: 'stable' },
    loss: lossDrift(matured),
  };
}

/** A rise of the loss asks for action; a fall is good news, and a change all the same. */
function lossDrift({
  labels,
  logOdds,
  times,
}: MaturedScores): DriftReport['loss'] {
  const adwin = Adwin.create({ range: LOSS_RANGE });
  let changedAt: string | undefined;
  let level: DriftReport['loss']['level'] = 'stable';
  for (let row = 0; row < labels.length; row++) {
    const p = sigmoid(logOdds[row]);
    const change = adwin.add(-Math.log(labels[row] === 1 ? p : 1 - p));
    if (change) {
      const first = Math.max(0, row + 1 - change.kept);
      changedAt = new Date(times[first]).toISOString();
      level = change.after > change.before ? 'act' : 'stable';
    }
  }
  return {
    rows: labels.length,
    mean: adwin.window().mean,
    changedAt,
    level,
  };
}
