import fc from 'fast-check';
import { SeededRandom } from '../../risk/trees/SeededRandom';
import {
  addRatioEvidence,
  startRatioEvidence,
  strengthOfEvidence,
  type ArmCounts,
  type RatioEvidenceOptions,
  type RatioEvidenceState,
} from './ratioEvidence';

const ALPHA = 0.02;

function counts(
  canary: [events: number, requests: number],
  baseline: [events: number, requests: number],
): ArmCounts {
  return {
    canary: { events: canary[0], requests: canary[1] },
    baseline: { events: baseline[0], requests: baseline[1] },
  };
}

function weigh(
  minutes: readonly ArmCounts[],
  options: RatioEvidenceOptions & { dispersion?: number } = {},
) {
  return strengthOfEvidence(
    minutes.reduce<RatioEvidenceState>(
      (state, minute) => addRatioEvidence(state, minute, options),
      startRatioEvidence(options),
    ),
  );
}

/** The definition, written out: mean over the ratios of the product over the minutes. */
function byDefinition(minutes: readonly ArmCounts[], k = 1): number {
  let sum = 0;
  for (let i = 0; i < 40; i += 1) {
    const rho = 1.05 * Math.pow(20 / 1.05, i / 39);
    let product = 1;
    for (const { canary, baseline } of minutes) {
      const n = canary.events + baseline.events;
      const b = canary.events;
      const w = canary.requests / (canary.requests + baseline.requests);
      const p1 = (rho * w) / (1 - w + rho * w);
      product *= Math.pow(
        (p1 / w) ** b * ((1 - p1) / (1 - w)) ** (n - b),
        1 / k,
      );
    }
    sum += product;
  }
  return sum / 40;
}

function poisson(random: SeededRandom, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random.next();
  let count = 0;
  while (product > limit) {
    product *= random.next();
    count += 1;
  }
  return count;
}

describe('evidence of a rate ratio', () => {
  const minutes = [
    counts([3, 100], [2, 400]),
    counts([0, 50], [1, 450]),
    counts([7, 250], [4, 250]),
  ];

  it('is what its definition says', () => {
    expect(weigh(minutes).now).toBeCloseTo(byDefinition(minutes), 10);
    expect(weigh(minutes, { dispersion: 3 }).now).toBeCloseTo(
      byDefinition(minutes, 3),
      10,
    );
  });

  it('is 1 when nothing has failed, however much traffic there was', () => {
    expect(weigh([counts([0, 9000], [0, 9000])])).toEqual({
      now: 1,
      strongest: 1,
    });
  });

  it('learns nothing from a minute in which an arm had no requests', () => {
    expect(weigh([counts([0, 0], [5, 100])])).toEqual(weigh([]));
    expect(weigh([counts([5, 100], [0, 0])])).toEqual(weigh([]));
  });

  it('remembers its strongest moment', () => {
    const { now, strongest } = weigh([
      counts([10, 100], [1, 100]),
      counts([1, 100], [10, 100]),
    ]);
    expect(strongest).toBeGreaterThan(10);
    expect(now).toBeLessThan(1);
  });

  it('does not depend on the order of the minutes, nor on the scale of the traffic', () => {
    const minute = fc
      .record({
        a: fc.integer({ min: 0, max: 5 }),
        b: fc.integer({ min: 0, max: 5 }),
        n: fc.integer({ min: 10, max: 500 }),
        m: fc.integer({ min: 10, max: 500 }),
      })
      .map(({ a, b, n, m }) => counts([a, n], [b, m]));
    fc.assert(
      fc.property(fc.array(minute, { maxLength: 8 }), all => {
        const once = weigh(all).now;
        const turned = weigh([...all].reverse()).now;
        const scaled = weigh(
          all.map(({ canary, baseline }) =>
            counts(
              [canary.events, canary.requests * 8],
              [baseline.events, baseline.requests * 8],
            ),
          ),
        ).now;
        expect(turned / once).toBeCloseTo(1, 9);
        expect(scaled / once).toBeCloseTo(1, 9);
      }),
    );
  });

  it('shows in the other direction that a canary is better', () => {
    const options = { direction: 'below', nullRatio: 1.5 } as const;
    expect(
      weigh([counts([40, 20_000], [60, 20_000])], options).now,
    ).toBeGreaterThan(50);
    expect(
      weigh([counts([95, 20_000], [60, 20_000])], options).now,
    ).toBeLessThan(1);
  });

  it('refuses counts and options that cannot be', () => {
    const state = startRatioEvidence();
    expect(() => addRatioEvidence(state, counts([5, 4], [0, 1]))).toThrow(
      'Counts of the canary must be finite with 0 <= events <= requests, got 5 of 4',
    );
    expect(() => startRatioEvidence({ nearest: 1 })).toThrow(RangeError);
    expect(() =>
      addRatioEvidence(state, counts([0, 1], [0, 1]), { alternatives: 10 }),
    ).toThrow('The evidence has 40 alternatives, the options ask for 10');
  });

  it('is plain JSON', () => {
    const state = addRatioEvidence(startRatioEvidence(), minutes[0]);
    expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  });
});

describe('over an hour of looks', () => {
  const RUNS = 2000;

  /** Share of runs in which the evidence ever passes 1/alpha, at 500 requests a minute in each arm. */
  function alarms(options: {
    rates: [canary: number, baseline: number];
    cluster?: number;
    dispersion?: number;
    seed: number;
  }): number {
    const { rates, cluster = 1, dispersion = 1, seed } = options;
    const random = SeededRandom.create({ seed });
    let alarmed = 0;
    for (let run = 0; run < RUNS; run += 1) {
      let state = startRatioEvidence();
      for (let minute = 0; minute < 60; minute += 1) {
        const [canary, baseline] = rates.map(rate =>
          Math.min(500, cluster * poisson(random, (500 * rate) / cluster)),
        );
        state = addRatioEvidence(
          state,
          counts([canary, 500], [baseline, 500]),
          {
            dispersion,
          },
        );
      }
      alarmed += strengthOfEvidence(state).strongest > 1 / ALPHA ? 1 : 0;
    }
    return alarmed / RUNS;
  }

  it('rarely takes chance for a regression', () => {
    expect(alarms({ rates: [0.002, 0.002], seed: 1 })).toBeLessThanOrEqual(
      ALPHA,
    );
    expect(alarms({ rates: [0.02, 0.02], seed: 2 })).toBeLessThanOrEqual(ALPHA);
  });

  it('is fooled by errors that come in clusters, unless it is tempered', () => {
    const options = {
      rates: [0.005, 0.005] as [number, number],
      cluster: 5,
      seed: 3,
    };
    expect(alarms(options)).toBeGreaterThan(0.25);
    expect(alarms({ ...options, dispersion: 5 })).toBeLessThanOrEqual(ALPHA);
  });

  it('finds a rate that doubles from 0.5 %', () => {
    expect(alarms({ rates: [0.01, 0.005], seed: 4 })).toBeGreaterThan(0.95);
  });
});
