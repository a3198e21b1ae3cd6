import { riskFeatures } from '@showcaller/engine/risk';
import { seededRandom } from '../pipeline/seededRandom';
import type { JitProject } from '../risk/readJit';

const WIDTH = riskFeatures.length;

/** Rows of the whole schema: test rows of the projects where there are any, else drawn; what a project lacks is unknown. */
export function schemaRows(options: {
  projects: JitProject[];
  count: number;
  seed: number;
}): Float32Array {
  const { projects, count, seed } = options;
  const random = seededRandom(seed);
  const rows = new Float32Array(count * WIDTH).fill(NaN);
  for (let row = 0; row < count; row++) {
    const project = projects[row % Math.max(1, projects.length)];
    const width = project?.features.length ?? 0;
    const source = project
      ? Math.floor((random() * project.test.rows.length) / width) * width
      : 0;
    for (const [column, { name }] of riskFeatures.entries()) {
      const own = project?.features.indexOf(name) ?? column;
      const value = project
        ? project.test.rows[source + own]
        : Math.expm1(8 * random());
      if (own >= 0) {
        rows[row * WIDTH + column] = value;
      }
    }
  }
  return rows;
}
