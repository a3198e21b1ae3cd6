import type {
  GateEvaluation,
  GateStatus,
} from '@showcaller/backstage-plugin-showcaller-common';

/** Of several answers to one question, the first of these counts. */
const HOLDS_BACK: readonly GateStatus[] = [
  'BLOCK',
  'PENDING',
  'NEEDS_APPROVAL',
  'INCONCLUSIVE',
  'ALLOW',
];

const FINAL: ReadonlySet<GateStatus> = new Set([
  'ALLOW',
  'BLOCK',
  'INCONCLUSIVE',
]);

/** Nothing more comes of it by itself. */
export function isFinal(status: GateStatus): boolean {
  return FINAL.has(status);
}

/** Of the evaluations that one question made, the one that holds back most. */
export function strictest(
  evaluations: GateEvaluation[],
): GateEvaluation | undefined {
  return [...evaluations].sort(
    (a, b) => HOLDS_BACK.indexOf(a.status) - HOLDS_BACK.indexOf(b.status),
  )[0];
}

/**
 * What a tool that acts on the answer for good is told: a block that an approval can still lift is told as waiting for that
 * approval, for a tool that heard `no` does not ask again.
 */
export function asTold(evaluation: GateEvaluation): GateEvaluation {
  return evaluation.status === 'BLOCK' && evaluation.approvals?.state === 'open'
    ? { ...evaluation, status: 'NEEDS_APPROVAL', verdict: 'pending' }
    : evaluation;
}
