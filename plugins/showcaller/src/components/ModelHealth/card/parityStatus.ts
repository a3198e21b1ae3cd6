import type { RiskModelCard } from '@showcaller/backstage-plugin-showcaller-common';
import type { Tone } from '@showcaller/backstage-plugin-showcaller-react';

/** Largest difference between the two evaluators of the model that counts as equal. */
export const PARITY_TOLERANCE = 1e-5;

/** Whether the two evaluators of the model agree, and on what that rests. */
export type ParityStatus = { tone: Tone } & (
  | { word: 'held' | 'broken'; rows: number; maxDifference: number }
  | { word: 'unknown' }
);

export function parityStatus(parity: RiskModelCard['parity']): ParityStatus {
  if (!parity) {
    return { word: 'unknown', tone: 'neutral' };
  }
  return parity.maxDifference <= PARITY_TOLERANCE
    ? { word: 'held', tone: 'ok', ...parity }
    : { word: 'broken', tone: 'error', ...parity };
}

/** `0.02`, `7.1e-8`. */
export function formatDifference(difference: number): string {
  return String(Number(difference.toPrecision(2)));
}
