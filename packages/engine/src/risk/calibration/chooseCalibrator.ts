import { pairedLogLoss } from '../evaluation/pairedLogLoss';
import { calibrate } from './calibrate';
import type { Calibrator } from './calibrator';
import { fitBeta } from './fitBeta';
import { fitIsotonic } from './fitIsotonic';
import { fitPlatt } from './fitPlatt';

interface Rows {
  labels: number[];
  margins: number[];
}

interface Candidate {
  kind: Calibrator['kind'];
  /** Labels below which it is not tried: it would win or lose by luck. */
  labelsNeeded: number;
  fit: (rows: Rows) => Calibrator;
}

/** The default first; of two that are equally good the earlier stays. */
const CANDIDATES: readonly Candidate[] = [
  { kind: 'platt', labelsNeeded: 0, fit: fitPlatt },
  { kind: 'none', labelsNeeded: 0, fit: () => ({ kind: 'none' }) },
  { kind: 'beta', labelsNeeded: 200, fit: fitBeta },
  { kind: 'isotonic', labelsNeeded: 1000, fit: fitIsotonic },
];

/** @public */
export interface ChosenCalibrator {
  /** Fitted on all rows. */
  calibrator: Calibrator;
  /** Mean log loss of each candidate on the later rows; empty when they could not be compared. */
  losses: Array<{ kind: Calibrator['kind']; logLoss: number }>;
}

function hasBothClasses({ labels }: Rows): boolean {
  return labels.includes(0) && labels.includes(1);
}

/**
 * Chooses a calibrator by time: each is fitted on the earlier rows and measured on the later ones. Platt's stays unless
 * another's log loss is lower by more than one standard error of the difference; the chosen kind is then fitted on all.
 *
 * @param options - `labels`: 0 or 1 per row; `margins`: out-of-fold log-odds per row; both in the order of time;
 * `laterShare`: share of the rows to measure on, 0.3 when absent.
 * @throws RangeError as `fitPlatt`, and for a share outside 0-1.
 * @public
 */
export function chooseCalibrator(options: {
  labels: ArrayLike<number>;
  margins: ArrayLike<number>;
  laterShare?: number;
}): ChosenCalibrator {
  const { laterShare = 0.3 } = options;
  if (!(laterShare > 0 && laterShare < 1)) {
    throw new RangeError(`laterShare must be between 0 and 1: ${laterShare}`);
  }
  const all: Rows = {
    labels: Array.from(options.labels),
    margins: Array.from(options.margins),
  };
  const platt = fitPlatt(all);
  const cut = Math.round(all.labels.length * (1 - laterShare));
  const earlier = {
    labels: all.labels.slice(0, cut),
    margins: all.margins.slice(0, cut),
  };
  const later = {
    labels: all.labels.slice(cut),
    margins: all.margins.slice(cut),
  };
  if (!hasBothClasses(earlier) || later.labels.length < 2) {
    return { calibrator: platt, losses: [] };
  }

  const tried = CANDIDATES.filter(
    ({ labelsNeeded }) => earlier.labels.length >= labelsNeeded,
  ).map(candidate => {
    const calibrator = candidate.fit(earlier);
    return {
      ...candidate,
      probabilities: later.margins.map(
        margin => calibrate(calibrator, margin).probability,
      ),
    };
  });
  const [standard] = tried;
  const losses: ChosenCalibrator['losses'] = [];
  let best = { candidate: standard, gain: 0 };
  for (const candidate of tried) {
    const paired = pairedLogLoss({
      labels: later.labels,
      first: standard.probabilities,
      second: candidate.probabilities,
    });
    losses.push({ kind: candidate.kind, logLoss: paired.second });
    const noise = paired.standardError ?? Infinity;
    if (paired.difference > noise && paired.difference > best.gain) {
      best = { candidate, gain: paired.difference };
    }
  }
  return {
    calibrator:
      best.candidate.kind === 'platt' ? platt : best.candidate.fit(all),
    losses,
  };
}
