import type { ShadowComparison } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatCount,
  formatMeasureInterval,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';

/** How a live comparison stands. */
export interface ShadowWords {
  tone: Tone;
  headline: string;
  /** What the difference is, with its interval; absent while nothing was measured. */
  difference?: string;
}

const verdicts: Record<
  ShadowComparison['verdict'],
  { tone: Tone; headline: string }
> = {
  'challenger better': {
    tone: 'ok',
    headline: 'The challenger is better: it can be promoted.',
  },
  'champion better': {
    tone: 'neutral',
    headline: 'The serving model is better: the challenger can go.',
  },
  'not yet': {
    tone: 'running',
    headline: 'Not decided yet: both may still turn out better.',
  },
};

/** The comparison in words; its interval may be looked at as often as one likes. */
export function shadowWords(shadow: ShadowComparison): ShadowWords {
  const { verdict, rows, difference: value, interval } = shadow;
  const words = verdicts[verdict];
  if (value === undefined || !interval) {
    return {
      ...words,
      headline: `Not decided yet: ${formatCount(
        rows,
        'outcome is',
        'outcomes are',
      )} known of deployments that both scored.`,
    };
  }
  const better = value >= 0 ? 'challenger' : 'serving model';
  return {
    ...words,
    difference: `On ${formatCount(
      rows,
      'deployment',
    )} that both scored, the log loss of the ${better} is lower. Difference ${formatMeasureInterval(
      { value, ...interval },
    )}; above 0 the challenger is better.`,
  };
}
