import { shapStability, TreeExplainer } from '@showcaller/engine/risk';
import type { JitProject } from '../risk/readJit';
import { bootstrap } from './bootstrap';
import { sumByGroup } from './groupOfColumn';
import { trainExplained } from './learner';

/** Rows that are explained by every retrained model, evenly over the test part. */
const EXPLAINED_ROWS = 980;

/** How alike two retrained models explain the same rows, mean over all pairs. */
export interface Stability {
  top3Overlap: number;
  top3SignAgreement: number;
  localSpearman: number;
  globalSpearman: number;
  /** The same of contributions summed per group. */
  groupedTop1: number;
  groupedTop2: number;
  groupedTop3: number;
  groupedTop3Sign: number;
  groups: number;
}

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Trains on bootstrap samples of the training part and compares the explanations of test rows between the models. */
export function measureStability(
  project: JitProject,
  options: { retrains: number; seed: number; progress: (text: string) => void },
): Stability {
  const { features, train, test } = project;
  const width = features.length;
  const explained = Array.from({ length: options.retrains }, (_, retrain) => {
    options.progress(`retrain ${retrain + 1} of ${options.retrains}`);
    const seed = options.seed + retrain;
    const sample = bootstrap(train, { width, seed });
    return explainRows(
      TreeExplainer.create(trainExplained(sample, { width, seed })),
      { rows: test.rows, width },
    );
  });
  const grouped = explained.map(shares => sumByGroup(shares, features));
  const pairs = explained.flatMap((_, one) =>
    explained.slice(one + 1).map((__, later) => [one, one + 1 + later]),
  );
  const byFeature = pairs.map(([one, other]) =>
    shapStability({ before: explained[one], after: explained[other], width }),
  );
  const byGroup = (top: number) =>
    pairs.map(([one, other]) =>
      shapStability({
        before: grouped[one].sums,
        after: grouped[other].sums,
        width: grouped[one].width,
        top: Math.min(top, grouped[one].width),
      }),
    );
  return {
    top3Overlap: mean(byFeature.map(pair => pair.topOverlap)),
    top3SignAgreement: mean(byFeature.map(pair => pair.signAgreement)),
    localSpearman: mean(byFeature.map(pair => pair.localSpearman ?? NaN)),
    globalSpearman: mean(byFeature.map(pair => pair.globalSpearman ?? NaN)),
    groupedTop1: mean(byGroup(1).map(pair => pair.topOverlap)),
    groupedTop2: mean(byGroup(2).map(pair => pair.topOverlap)),
    groupedTop3: mean(byGroup(3).map(pair => pair.topOverlap)),
    groupedTop3Sign: mean(byGroup(3).map(pair => pair.signAgreement)),
    groups: grouped[0].width,
  };
}

function explainRows(
  explainer: TreeExplainer,
  { rows, width }: { rows: Float32Array; width: number },
): Float64Array {
  const available = rows.length / width;
  const count = Math.min(EXPLAINED_ROWS, available);
  const shares = new Float64Array(count * width);
  for (let row = 0; row < count; row++) {
    const source = Math.floor((row * available) / count) * width;
    const { contributions } = explainer.explain(
      rows.subarray(source, source + width),
    );
    shares.set(contributions, row * width);
  }
  return shares;
}
