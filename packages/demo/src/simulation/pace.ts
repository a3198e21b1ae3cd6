import type { SeededRandom } from '../random/SeededRandom';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** How long the stages of delivery take, in milliseconds. */
export interface Pace {
  /** Last commit on the branch to opening the pull request. */
  toReview(random: SeededRandom): number;
  /** Opening to merging. */
  review(random: SeededRandom): number;
  /** Waiting for a runner or for the cluster. */
  queue(random: SeededRandom): number;
  tests(random: SeededRandom): number;
  staging(random: SeededRandom): number;
  production(random: SeededRandom): number;
}

/** As long as such things take: hours of review, minutes of pipeline. */
export const realPace: Pace = {
  toReview: random => random.integer(2 * MINUTE, 40 * MINUTE),
  review: random =>
    Math.min(random.logNormal(150 * MINUTE, 1.1), 5760 * MINUTE),
  queue: random => random.integer(4 * SECOND, 45 * SECOND),
  tests: random => random.logNormal(4 * MINUTE, 0.4),
  staging: random => random.logNormal(2 * MINUTE, 0.3),
  production: random => random.logNormal(5 * MINUTE, 0.4),
};

/** The whole way in about half a minute, so that a visitor sees it happen. */
export function livePace(speed: number): Pace {
  const between = (low: number, high: number) => (random: SeededRandom) =>
    random.integer(low * SECOND, high * SECOND) / speed;
  return {
    toReview: between(20, 60),
    review: between(3, 6),
    queue: between(1, 2),
    tests: between(3, 6),
    staging: between(3, 5),
    production: between(5, 9),
  };
}
