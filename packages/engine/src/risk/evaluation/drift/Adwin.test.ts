import { SeededRandom } from '../../trees/SeededRandom';
import { Adwin } from './Adwin';

/** Log losses of a model that is right about a failure rate, then of one that is wrong about it. */
function losses(options: {
  rate: number;
  said: number;
  count: number;
  seed: number;
}): number[] {
  const random = SeededRandom.create({ seed: options.seed });
  return Array.from({ length: options.count }, () =>
    random.next() < options.rate
      ? -Math.log(options.said)
      : -Math.log1p(-options.said),
  );
}

const RANGE = Math.log(100);

describe('Adwin', () => {
  it('has the mean of all values while nothing changes', () => {
    const adwin = Adwin.create({ range: 1 });
    expect(adwin.window()).toEqual({ n: 0, mean: undefined });
    for (const value of [0.2, 0.4, 0.6]) {
      expect(adwin.add(value)).toBeUndefined();
    }
    expect(adwin.window().n).toBe(3);
    expect(adwin.window().mean).toBeCloseTo(0.4, 12);
  });

  it('finds a rise of the loss, says from what to what, and forgets the time before', () => {
    const adwin = Adwin.create({ range: RANGE });
    for (const loss of losses({ rate: 0.1, said: 0.1, count: 600, seed: 1 })) {
      expect(adwin.add(loss)).toBeUndefined();
    }
    const worse = losses({ rate: 0.5, said: 0.1, count: 400, seed: 2 });
    const changes = worse.map(loss => adwin.add(loss));
    expect(changes.findIndex(Boolean)).toBeLessThan(100);
    const first = changes.find(Boolean);
    expect(first?.before).toBeCloseTo(0.325, 1);
    expect(first?.after).toBeGreaterThan(0.7);
    expect(first?.kept).toBeLessThan(150);
    // −0.1 ln 0.1 − 0.9 ln 0.9 = 0.325 was the loss before; ½ ln 10 − ½ ln 0.9 = 1.204 is the loss of the later stream.
    expect(adwin.window().mean).toBeCloseTo(1.204, 0);
    expect(adwin.window().n).toBeLessThan(500);
  });

  it('rarely finds anything in streams that do not change', () => {
    let alarms = 0;
    for (let seed = 0; seed < 100; seed++) {
      const adwin = Adwin.create({ range: RANGE });
      const stream = losses({ rate: 0.15, said: 0.15, count: 2000, seed });
      alarms += Number(stream.some(loss => adwin.add(loss) !== undefined));
    }
    expect(alarms).toBeLessThanOrEqual(2);
  });

  it('goes on from its stored state as if it had not stopped', () => {
    const stream = [
      ...losses({ rate: 0.1, said: 0.1, count: 300, seed: 3 }),
      ...losses({ rate: 0.6, said: 0.1, count: 100, seed: 4 }),
    ];
    const whole = Adwin.create({ range: RANGE });
    let stopped = Adwin.create({ range: RANGE });
    for (const [index, loss] of stream.entries()) {
      if (index % 37 === 0) {
        stopped = Adwin.restore(JSON.parse(JSON.stringify(stopped.state())));
      }
      expect(stopped.add(loss)).toEqual(whole.add(loss));
    }
    expect(stopped.state()).toEqual(whole.state());
  });

  it('keeps 10,000 values in some dozens of buckets', () => {
    const adwin = Adwin.create({ range: RANGE });
    for (const loss of losses({
      rate: 0.2,
      said: 0.2,
      count: 10_000,
      seed: 5,
    })) {
      adwin.add(loss);
    }
    const { levels, seen } = adwin.state();
    expect(seen).toBe(10_000);
    expect(levels.flat().length).toBeLessThan(80);
  });

  it('refuses what is no number, no range and no delta', () => {
    expect(() => Adwin.create({ range: 1 }).add(NaN)).toThrow(
      'A value of the stream is not a number',
    );
    expect(() => Adwin.create({ range: 0 })).toThrow(
      'The range must be positive and delta between 0 and 1: 0, 0.002',
    );
    expect(() => Adwin.create({ range: 1, delta: 1 })).toThrow(RangeError);
  });
});
