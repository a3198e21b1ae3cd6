import { TreeExplainer } from '@showcaller/engine/risk';
import type { JitProject } from '../risk/readJit';
import { takeRows } from './bootstrap';
import { explainRows } from './explainedRows';
import { trainExplained } from './learner';
import { compareExplained, type Stability } from './stability';

/** Trains on samples of the training part and compares the explanations of the same rows between the models. */
export function measureStability(
  project: JitProject,
  options: {
    /** Places of the training rows of each sample. */
    samples: readonly Int32Array[];
    /** Rows to be explained. */
    rows: Float32Array;
    seed: number;
    progress: (text: string) => void;
  },
): Stability {
  const { features, train } = project;
  const { samples, rows, seed, progress } = options;
  const width = features.length;
  const explained = samples.map((places, index) => {
    progress(`retrain ${index + 1} of ${samples.length}`);
    const trees = trainExplained(takeRows(train, places), {
      width,
      seed: seed + index,
    });
    return explainRows(TreeExplainer.create(trees), { rows, width });
  });
  return compareExplained(explained, features);
}
