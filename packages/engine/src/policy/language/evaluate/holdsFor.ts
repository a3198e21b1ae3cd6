import { showDuration } from './showValue';
import type { RuleMemory, Streak } from './ruleMemory';

const LEAST_LOOKS = 3;
/** A gap of more than two intervals between looks: nobody knows what was in it. */
const LONGEST_GAP = 2;

/**
 * The streak of a condition after a look. A look speaks for the time since the look before it, so a streak begins at the
 * last look at which the condition did not hold; a first look knows nothing of before and begins at itself. A gap begins
 * anew.
 */
export function continueStreak(options: {
  memory: RuleMemory;
  holds: boolean;
  at: number;
  interval: number;
}): Streak | undefined {
  const { memory, holds, at, interval } = options;
  const { last, streak } = memory;
  if (last !== undefined && at <= last) {
    return streak;
  }
  if (!holds) {
    return undefined;
  }
  if (last === undefined || at - last > LONGEST_GAP * interval) {
    return { since: at, looks: 1 };
  }
  return streak
    ? { since: streak.since, looks: streak.looks + 1 }
    : { since: last, looks: 1 };
}

/** What a streak still lacks: time, or looks. */
export function missingOfStreak(options: {
  streak: Streak | undefined;
  duration: number;
  at: number;
}): string | undefined {
  const { streak, duration, at } = options;
  const held = streak ? at - streak.since : 0;
  if (held < duration) {
    return `it has held for ${showDuration(held)} of ${showDuration(duration)}`;
  }
  const looks = streak?.looks ?? 0;
  return looks < LEAST_LOOKS
    ? `it has been seen ${looks} of at least ${LEAST_LOOKS} times`
    : undefined;
}
