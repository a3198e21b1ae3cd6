import {
  captureAtTop,
  decisionFeedback,
  rocAuc,
  wilsonInterval,
} from '@showcaller/engine/risk';
import { count, counted, percent, percentWithin } from './inWords';
import { judgeable, type JudgeableRow, type ReportRow } from './ReportRow';

/** With fewer final outcomes nothing is said about how well risks were predicted. */
export const ENOUGH = 20;
const TOP = 0.1;

/** How well the model and the gate did, in words, the headline first. */
export function describeAccuracy(rows: ReportRow[]): string[] {
  const judged = judgeable(rows);
  return [
    ...(judged.length < ENOUGH
      ? [
          `${counted(
            judged.length,
            'deployment',
          )} with a risk and a final outcome: at least ${ENOUGH} are needed to say how well risks were predicted.`,
        ]
      : describePredictions(judged)),
    ...describeDecisions(rows, 'enforced'),
    ...describeDecisions(rows, 'backfill'),
  ];
}

function describePredictions(rows: JudgeableRow[]): string[] {
  const labels = rows.map(({ failed }) => Number(failed));
  const scores = rows.map(({ risk }) => risk);
  const failures = labels.reduce((sum, label) => sum + label, 0);
  const observed = wilsonInterval({ count: failures, n: rows.length });
  const predicted = scores.reduce((sum, risk) => sum + risk, 0) / rows.length;
  const top = captureAtTop({ labels, scores, share: TOP });
  const auc = rocAuc(labels, scores);
  const calibration = observed
    ? [
        `${percentWithin(observed)} of ${counted(
          rows.length,
          'deployment',
        )} failed; predicted were ${percent(predicted)} on average.`,
      ]
    : [];
  if (!top) {
    return [
      'No deployment failed, so no failure could be foreseen.',
      ...calibration,
    ];
  }
  return [
    // Equal risks at the edge share what is left of the tenth: a fraction is no number of failures.
    `${count(Math.round(top.captured.count))} of ${counted(
      failures,
      'failure',
    )} ${failures === 1 ? 'was' : 'were'} in the riskiest tenth.`,
    ...calibration,
    ...(auc === undefined
      ? []
      : [
          `Of a failed and a clean deployment the failed one had the higher risk in ${Math.round(
            auc * 100,
          )} of 100 pairs; 50 would be chance.`,
        ]),
  ];
}

/** What was decided about history afterwards kept nothing back: it is told apart, as what would have been. */
function describeDecisions(
  rows: ReportRow[],
  mode: ReportRow['mode'],
): string[] {
  const decided = rows.filter(
    row => row.mode === mode && row.outcome !== 'needs_approval',
  );
  const { overall } = decisionFeedback(
    decided.map(({ entityRef, rule, outcome, ran, failedSoon }) => ({
      service: entityRef,
      policy: rule,
      decision: outcome === 'allow' ? 'allowed' : 'blocked',
      overridden: outcome === 'block' && ran,
      failed: failedSoon,
    })),
  );
  const { falsePass, falseBlock } = overall;
  const would = mode === 'backfill';
  return [
    ...(falsePass
      ? [
          `${falsePass.count} of ${counted(falsePass.n, 'deployment')} that ${
            would ? 'would have been' : 'were'
          } allowed failed within 24 hours: ${percentWithin(falsePass)}.`,
        ]
      : []),
    ...(falseBlock
      ? [
          `${falseBlock.count} of ${counted(falseBlock.n, 'deployment')} that ${
            would
              ? 'would have been blocked'
              : 'were blocked and went out nevertheless'
          } did not fail within 24 hours: ${percentWithin(falseBlock)}.`,
        ]
      : []),
  ];
}
