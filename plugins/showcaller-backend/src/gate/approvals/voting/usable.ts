import type { GateDecision } from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../../database/timestamp';
import { Refusal } from '../refusals';
import type { DecisionContext } from './DecisionContext';

/** Throws unless the decision gates something: what only says what would have been decided waits for nobody. */
export function requireEnforced({ id, mode }: GateDecision): void {
  if (mode !== 'enforced') {
    throw new Refusal(
      'not-enforced',
      `Decision ${id} holds nothing back (${mode}), so there is nothing to say to it.`,
    );
  }
}

/** Throws unless it is about what the person saw. */
export function requireSameSubject(
  decision: GateDecision,
  subjectHash: string,
): void {
  if (decision.subjectHash !== subjectHash) {
    throw new Refusal(
      'other-subject',
      'This decision is about something else than what you saw: another artifact, environment, configuration, policy or assessment. Load the page again and look at it.',
    );
  }
}

/** Throws when there is a newer decision, or the time in which this one can be used is over. */
export function requireUsable(
  { decision, current }: Pick<DecisionContext, 'decision' | 'current'>,
  now: Date,
): void {
  if (!current) {
    throw superseded();
  }
  const { expiresAt } = decision;
  if (expiresAt !== undefined && timestamp(expiresAt) <= timestamp(now)) {
    throw expired(timestamp(expiresAt));
  }
}

export function superseded(): Refusal {
  return new Refusal(
    'superseded',
    'A newer decision about the same deployment is there; go to that one.',
  );
}

export function expired(at: string): Refusal {
  return new Refusal(
    'expired',
    `It could be decided on until ${at}. Ask the gate again.`,
  );
}
