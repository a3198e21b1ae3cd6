/** @jest-environment node */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { evaluateTrees } from '@showcaller/engine/risk';
import { seededRandom } from '../pipeline/seededRandom';
import { drawSample } from '../riskExplain/bootstrap';
import { explainedRows } from '../riskExplain/explainedRows';
import { sumByGroup } from '../riskExplain/groupOfColumn';
import { measureStability } from '../riskExplain/measureStability';
import { readJit } from '../risk/readJit';
import { xgboostTrees } from '../riskExplain/xgboostTrees';
import { percentile } from '../riskServing/percentile';
import { schemaRows } from '../riskServing/schemaRows';
import { riskExplainSuite } from './riskExplain';

/** Changes whose risk rises with their lines. */
function changes(count: number): string {
  const random = seededRandom(1);
  const lines = Array.from({ length: count }, (_, row) => {
    const la = Math.floor(random() * 1000);
    const nf = 1 + Math.floor(random() * 9);
    const exp = Math.floor(random() * 50);
    return [row, la > 500 === random() > 0.05 ? 1 : 0, la, nf, exp].join(',');
  });
  return ['order,label,la,nf,exp', ...lines].join('\n');
}

describe('bench risk-explain', () => {
  const directory = createMockDirectory();

  it('says where it looked when there is no data', async () => {
    directory.setContent({});
    await expect(
      riskExplainSuite.run({
        dataFolder: directory.path,
        seed: 1,
        progress: () => {},
      }),
    ).rejects.toThrow(`in ${directory.path}`);
  });

  it('compares the explanations of models that were trained on other draws', async () => {
    directory.setContent({ made: { 'up.csv': changes(500) } });
    const { projects } = await readJit(directory.path);
    const [{ train, test }] = projects;
    const stability = measureStability(projects[0], {
      samples: [1, 2].map(seed => drawSample(train.labels.length, seed)),
      rows: explainedRows(test),
      seed: 1,
      progress: () => {},
    });
    // Three features are always the top three; which group leads is plain.
    expect(stability).toMatchObject({ top3Overlap: 1, groups: 2 });
    expect(stability.groupedTop1).toBeGreaterThan(0.8);
    expect(stability.top3SignAgreement).toBeGreaterThan(0.6);
  });

  it('reads the trees that XGBoost dumps: below the condition is yes, unknown goes where it says', () => {
    const trees = xgboostTrees(
      [
        {
          nodeid: 0,
          cover: 8,
          split: 'f1',
          split_condition: 0.5,
          yes: 1,
          no: 2,
          missing: 2,
          children: [
            { nodeid: 1, cover: 3, leaf: -1 },
            { nodeid: 2, cover: 5, leaf: 2 },
          ],
        },
      ],
      2,
    );
    expect([
      ...evaluateTrees(trees, Float32Array.of(9, 0.4999, 9, 0.5, 9, NaN)),
    ]).toEqual([-1, 2, 2]);
  });

  it('sums contributions by the groups that pages show', () => {
    expect(
      sumByGroup(Float64Array.of(1, 2, 4, 8, 16, 32), ['la', 'exp', 'nf']),
    ).toEqual({ sums: Float64Array.of(5, 2, 40, 16), width: 2 });
  });
});

describe('bench risk-serving', () => {
  it('takes percentiles by nearest rank', () => {
    const values = [5, 1, 4, 2, 3];
    expect(percentile(values, 0.5)).toBe(3);
    expect(percentile(values, 0.99)).toBe(5);
    expect(percentile(values, 0)).toBe(1);
  });

  it('fills rows of the whole schema from test rows, and leaves the rest unknown', () => {
    const rows = { rows: Float32Array.of(7), labels: Uint8Array.of(0) };
    const project = {
      family: 'made',
      name: 'up',
      features: ['la'],
      train: rows,
      test: rows,
    };
    const known = schemaRows({ projects: [project], count: 2, seed: 1 });
    expect(Array.from(known).filter(value => value === 7)).toHaveLength(2);
    expect(known.every(value => value === 7 || Number.isNaN(value))).toBe(true);
    const drawn = schemaRows({ projects: [], count: 2, seed: 1 });
    expect(drawn.every(value => value >= 0)).toBe(true);
  });
});
