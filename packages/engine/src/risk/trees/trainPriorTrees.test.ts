import { rocAuc } from '../evaluation/metrics';
import { drawnRows } from './__testUtils__/drawnRows';
import { evaluateTrees } from './evaluateTrees';
import { trainPriorTrees } from './trainPriorTrees';

const projects = [1, 2, 3].map(seed => drawnRows({ count: 300 * seed, seed }));
const settings = { bags: 1 };

describe('trainPriorTrees', () => {
  it('ranks the changes of a project it has not seen', () => {
    const { ensemble } = trainPriorTrees({
      projects,
      featureCount: 4,
      seed: 1,
      settings,
    });
    const other = drawnRows({ count: 2000, seed: 9 });
    expect(
      rocAuc(other.labels, evaluateTrees(ensemble, other.rows)),
    ).toBeGreaterThan(0.85);
  });

  it('does not mistake what only tells the projects apart for a reason', () => {
    // The last feature is the project's number, and later projects fail more often.
    const marked = projects.map(({ rows, labels, featureCount }, project) => ({
      featureCount,
      rows: rows.map((value, i) => (i % 4 === 3 ? project : value)),
      labels: labels.map((label, row) => (row % 4 < project ? 1 : label)),
    }));
    const { ensemble } = trainPriorTrees({
      projects: marked,
      featureCount: 4,
      seed: 1,
      settings,
    });
    const [first, last] = evaluateTrees(
      ensemble,
      Float32Array.of(0, 0, 0, 0, 0, 0, 0, 2),
    );
    expect(Math.abs(last - first)).toBeLessThan(0.6);
  });

  it('needs both classes of each project', () => {
    expect(() =>
      trainPriorTrees({
        projects: [
          ...projects,
          { rows: new Float32Array(8), labels: new Uint8Array(2) },
        ],
        featureCount: 4,
        seed: 1,
      }),
    ).toThrow('all 2 rows of group 3 are 0');
  });
});
