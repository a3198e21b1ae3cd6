import type { ModelRung } from '@showcaller/backstage-plugin-showcaller-common';
import { riskFeatures } from '@showcaller/engine/risk';
import { syntheticPrior, syntheticRows } from '../__fixtures__/syntheticRows';
import { ROW_WIDTH, sliceRows } from '../rows/DatedRows';
import { type ControlName, fitControl } from './controlModels';
import { measureModel } from './measureModel';
import { predict, recipes, weightOf } from './recipes';
import { StepMeter, type StepProgress } from './StepMeter';

const prior = syntheticPrior();

function context(options: { monotone?: string[]; rung?: ModelRung } = {}) {
  const told: StepProgress[] = [];
  const meter = StepMeter.create({
    total: weightOf(options.rung ?? 'boosted'),
    report: progress => told.push(progress),
  });
  return {
    told,
    context: { prior, monotone: options.monotone ?? [], seed: 7, meter },
  };
}

function lossOf(rung: ModelRung, count: number): number {
  const rows = syntheticRows({ seed: 3, count: count + 1500 });
  const model = recipes[rung](sliceRows(rows, 0, count), context().context);
  const later = sliceRows(rows, count);
  return measureModel(later.labels, predict(model, later.rows)).logLoss ?? NaN;
}

describe('recipes', () => {
  it('climb: calibration beats the prior with 60 labels, a boost beats calibration with 600', () => {
    const loss = {
      prior: lossOf('prior', 60),
      calibrated: lossOf('calibrated', 60),
      calibrated600: lossOf('calibrated', 600),
      boosted600: lossOf('boosted', 600),
    };
    expect(loss.calibrated).toBeLessThan(loss.prior);
    expect(loss.boosted600).toBeLessThan(loss.calibrated600 - 0.01);
  });

  it('learn without the prior too, when there is enough', () => {
    expect(lossOf('local', 2500)).toBeLessThan(lossOf('calibrated', 2500));
  });

  it('calibrate on rows that the trees had not seen: promised and observed agree on later ones', () => {
    const rows = syntheticRows({ seed: 5, count: 4000 });
    const model = recipes.boosted(sliceRows(rows, 0, 1000), context().context);
    const later = sliceRows(rows, 1000);
    const { ece } = measureModel(later.labels, predict(model, later.rows));
    expect(ece).toBeLessThan(0.04);
  });

  it('give the same model for the same seed, and say what they do from 0 to the end', () => {
    const rows = syntheticRows({ seed: 3, count: 500 });
    const first = context();
    const one = recipes.boosted(rows, first.context);
    const two = recipes.boosted(rows, context().context);
    expect(two.trees).toEqual(one.trees);
    expect(two.calibrator).toEqual(one.calibrator);

    const shares = first.told.map(({ progress }) => progress);
    expect(shares[0]).toBe(0);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(0.99);
    expect(new Set(first.told.map(({ stage }) => stage))).toContain(
      'scoring held-out rows with the correction of the prior (2 of 5)',
    );
  });

  it('never lower the risk for more of a monotone feature', () => {
    const rows = syntheticRows({ seed: 9, count: 600 });
    const { trees, calibrator } = recipes.local(
      rows,
      context({ monotone: ['la'], rung: 'local' }).context,
    );
    const la = riskFeatures.findIndex(({ name }) => name === 'la');
    const steps = 60;
    const ladder = new Float32Array(steps * ROW_WIDTH);
    for (let step = 0; step < steps; step++) {
      ladder.set(rows.rows.subarray(0, ROW_WIDTH), step * ROW_WIDTH);
      ladder[step * ROW_WIDTH + la] = Math.exp(step / 8);
    }
    const risks = Array.from(predict({ trees, calibrator }, ladder));
    expect(risks).toEqual([...risks].sort((a, b) => a - b));
    expect(risks.at(-1)).toBeGreaterThan(risks[0]);
  });

  it('do without what one class only cannot tell: all failures in one block', () => {
    const rows = syntheticRows({ seed: 3, count: 500 });
    rows.labels.fill(0).fill(1, 410, 440);
    const model = recipes.boosted(rows, context().context);
    expect(predict(model, rows.rows).every(Number.isFinite)).toBe(true);
  });

  it('stop before the next round when they are cancelled', () => {
    const meter = StepMeter.create({ total: 7, isCancelled: () => true });
    expect(() =>
      recipes.boosted(syntheticRows({ seed: 3, count: 500 }), {
        prior,
        monotone: [],
        seed: 7,
        meter,
      }),
    ).toThrow(expect.objectContaining({ name: 'TrainingCancelledError' }));
  });
});

describe('fitControl', () => {
  it('ranks by size, and by everything that is known', () => {
    const rows = syntheticRows({ seed: 3, count: 2000 });
    const later = sliceRows(rows, 1000);
    const auc = (name: ControlName) => {
      const control = fitControl(name, sliceRows(rows, 0, 1000));
      return control && measureModel(later.labels, control(later.rows)).rocAuc;
    };
    expect(auc('linesAdded')).toBeGreaterThan(0.6);
    expect(auc('logistic')).toBeGreaterThan((auc('linesAdded') ?? 1) + 0.05);
  });

  it('is absent where there is nothing to fit', () => {
    const rows = syntheticRows({ seed: 3, count: 40 });
    rows.rows.fill(NaN);
    expect(fitControl('logistic', rows)).toBeUndefined();
    rows.rows.set(syntheticRows({ seed: 3, count: 40 }).rows);
    rows.labels.fill(1);
    expect(fitControl('logistic', rows)).toBeUndefined();
  });
});
