/**
 * Anytime-valid evidence that the canary fails more often than its baseline (an e-process on counts).
 *
 * Per minute t: n_t failed requests in both arms together, b_t of them in the canary, w_t the canary's share of the
 * requests. Given n_t, b_t is binomial: with rate ratio r its chance is p(r) = r w / (1 - w + r w). For each of 40
 * log-spaced ratios rho the log of (p(rho)/p(null))^b ((1-p(rho))/(1-p(null)))^(n-b) is summed over the minutes, divided
 * by the dispersion k where errors come in clusters. E is the mean of the forty products. When the true ratio does not
 * exceed the null, the chance that E ever exceeds 1/alpha is at most alpha, however often one looks (Ville). It uses
 * shares of requests alone, so weights and daily load cancel.
 */

/** What to look for. @public */
export interface RatioEvidenceOptions {
  /** Rate ratio that is still fine; 1 when left out. */
  nullRatio?: number;
  /** `above`: evidence for a greater ratio; `below`: for a smaller one. */
  direction?: 'above' | 'below';
  /** Nearest and farthest alternative, as multiples of the null: 1.05 and 20 when left out. */
  nearest?: number;
  farthest?: number;
  /** How many alternatives, spaced evenly in the logarithm; 40 when left out. */
  alternatives?: number;
}

/** Failed requests and all requests of both arms in one minute. @public */
export interface ArmCounts {
  canary: { events: number; requests: number };
  baseline: { events: number; requests: number };
}

/** Plain JSON; what has been seen so far. @public */
export interface RatioEvidenceState {
  /** Sum of the log-likelihood ratios, one per alternative. */
  logs: number[];
  /** Minutes with requests in both arms. */
  minutes: number;
  canary: { events: number; requests: number };
  baseline: { events: number; requests: number };
  /** Greatest log E so far: what was shown once stays shown. */
  strongest: number;
}

const defaults = {
  nullRatio: 1,
  direction: 'above',
  nearest: 1.05,
  farthest: 20,
  alternatives: 40,
} as const;

/** The alternatives of some options, and how each relates to the null. */
interface Alternatives {
  nullRatio: number;
  ratios: readonly number[];
  /** log(ratio / null) */
  logs: readonly number[];
}

/** Few options are ever in use; each is worked out once. */
const known = new Map<string, Alternatives>();
const MOST_KNOWN = 100;

function alternativesOf(options: RatioEvidenceOptions): Alternatives {
  const { nullRatio, direction, nearest, farthest, alternatives } = {
    ...defaults,
    ...options,
  };
  const key = [nullRatio, direction, nearest, farthest, alternatives].join();
  const found = known.get(key);
  if (found) {
    return found;
  }
  if (
    !(nullRatio > 0) ||
    !(nearest > 1) ||
    !(farthest > nearest) ||
    !Number.isInteger(alternatives) ||
    alternatives < 2
  ) {
    throw new RangeError(
      'Evidence needs a null ratio above 0, 1 < nearest < farthest and at least two alternatives',
    );
  }
  const sign = direction === 'above' ? 1 : -1;
  const step = Math.log(farthest / nearest) / (alternatives - 1);
  const logs = Array.from(
    { length: alternatives },
    (_, index) => sign * (Math.log(nearest) + step * index),
  );
  const made = {
    nullRatio,
    logs,
    ratios: logs.map(log => nullRatio * Math.exp(log)),
  };
  if (known.size >= MOST_KNOWN) {
    known.clear();
  }
  known.set(key, made);
  return made;
}

/** Nothing seen yet. @public */
export function startRatioEvidence(
  options: RatioEvidenceOptions = {},
): RatioEvidenceState {
  return {
    logs: alternativesOf(options).logs.map(() => 0),
    minutes: 0,
    canary: { events: 0, requests: 0 },
    baseline: { events: 0, requests: 0 },
    strongest: 0,
  };
}

function checkCounts({ canary, baseline }: ArmCounts): void {
  for (const [arm, { events, requests }] of Object.entries({
    canary,
    baseline,
  })) {
    if (
      !Number.isFinite(events) ||
      !Number.isFinite(requests) ||
      events < 0 ||
      events > requests
    ) {
      throw new RangeError(
        `Counts of the ${arm} must be finite with 0 <= events <= requests, got ${events} of ${requests}`,
      );
    }
  }
}

/** Log of the mean of the exponentials. */
function logMeanExp(logs: readonly number[]): number {
  const greatest = logs.reduce((a, b) => Math.max(a, b), -Infinity);
  const sum = logs.reduce((total, log) => total + Math.exp(log - greatest), 0);
  return greatest + Math.log(sum / logs.length);
}

/**
 * Adds the counts of one minute; the state itself is not changed. A minute in which an arm had no requests tells
 * nothing about the ratio and is left out.
 *
 * @param options - the same at every step; `dispersion` (k, at least 1) tempers clustered errors
 * @throws RangeError for counts that cannot be, and for a state of other options
 * @public
 */
export function addRatioEvidence(
  state: RatioEvidenceState,
  counts: ArmCounts,
  options: RatioEvidenceOptions & { dispersion?: number } = {},
): RatioEvidenceState {
  checkCounts(counts);
  const { nullRatio, ratios, logs: distances } = alternativesOf(options);
  if (state.logs.length !== ratios.length) {
    throw new RangeError(
      `The evidence has ${state.logs.length} alternatives, the options ask for ${ratios.length}`,
    );
  }
  const { canary, baseline } = counts;
  if (canary.requests === 0 || baseline.requests === 0) {
    return state;
  }
  const tempering = 1 / Math.max(1, options.dispersion ?? 1);
  const share = canary.requests / (canary.requests + baseline.requests);
  const failed = canary.events + baseline.events;
  const inNull = 1 - share + nullRatio * share;
  const logs = state.logs.map((log, index) => {
    const inAlternative = 1 - share + ratios[index] * share;
    // p(rho)/p(null) = (rho/null) (inNull/inAlternative), and the other arm's ratio is inNull/inAlternative.
    return (
      log +
      tempering *
        (canary.events * distances[index] +
          failed * Math.log(inNull / inAlternative))
    );
  });
  return {
    logs,
    minutes: state.minutes + 1,
    canary: {
      events: state.canary.events + canary.events,
      requests: state.canary.requests + canary.requests,
    },
    baseline: {
      events: state.baseline.events + baseline.events,
      requests: state.baseline.requests + baseline.requests,
    },
    strongest: Math.max(state.strongest, logMeanExp(logs)),
  };
}

/** E now, and the greatest it has been; either may be compared with 1/alpha. @public */
export function strengthOfEvidence(state: RatioEvidenceState): {
  now: number;
  strongest: number;
} {
  return {
    now: Math.exp(logMeanExp(state.logs)),
    strongest: Math.exp(state.strongest),
  };
}
