import {
  formatAbsolute,
  formatCount,
  formatNumber,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { Growth } from './logWitness';

/** Whether the log was only added to since this browser saw it, in one sentence. */
export function growthWords(
  growth: Growth,
  zone?: string,
): { tone: Tone; sentence: string } {
  if (growth.state === 'broken') {
    const { before, reason } = growth;
    const since = before
      ? `this browser saw it on ${formatAbsolute(before.at, zone)}`
      : 'it was signed';
    return {
      tone: 'error',
      sentence: `The log is not the one that it was when ${since}: ${reason}.`,
    };
  }
  if (growth.state === 'first') {
    return {
      tone: 'neutral',
      sentence: `This browser remembers the log of ${formatCount(
        growth.seen.size,
        'entry',
        'entries',
      )} from now on, and checks on your next visit that it was only added to.`,
    };
  }
  const { before, seen } = growth;
  const since = formatAbsolute(before.at, zone);
  const added = seen.size - before.size;
  return {
    tone: 'ok',
    sentence:
      added === 0
        ? `The signed log is the one that this browser saw on ${since}.`
        : `It was only added to since this browser saw it on ${since}: the ${formatNumber(
            before.size,
          )} entries of then are its beginning. Computed here, not by the portal.`,
  };
}
