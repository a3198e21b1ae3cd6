import {
  canonicalFeatureSchema,
  evaluateTrees,
  shapleyByEnumeration,
  TreeExplainer,
  writeTreeModel,
  type TreeEnsemble,
} from '@showcaller/engine/risk';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { performance } from 'node:perf_hooks';

/** Rows that the definition is worked out for: it takes 2 to the number of features times the nodes. */
const BRUTE_ROWS = 10;
/** More features than this are too many for the definition. */
const BRUTE_FEATURES = 16;
const WARM_UP_ROWS = 200;
const ROWS_AT_ONCE = 1000;

export interface Exactness {
  rows: number;
  trees: number;
  /** Greatest |base + Σ contributions − margin| over all rows. */
  additivityMaxErr: number;
  /** Greatest |margin of ONNX Runtime − margin of TypeScript| over all rows. */
  onnxMaxDiff: number;
  /** Mean time of one explanation, in milliseconds. */
  shapMs: number;
}

function rowsOf(rows: Float32Array, width: number): Float32Array[] {
  return Array.from({ length: rows.length / width }, (_, row) =>
    rows.subarray(row * width, (row + 1) * width),
  );
}

const greatest = (values: Iterable<number>) => {
  let most = 0;
  for (const value of values) {
    most = value <= most ? most : value;
  }
  return most;
};

/** Explains and evaluates every row: against the sum of the trees, and against ONNX Runtime on the exported graph. */
export async function measureExactness(
  trees: TreeEnsemble,
  rows: Float32Array,
): Promise<Exactness> {
  const width = trees.featureCount;
  const all = rowsOf(rows, width);
  const margins = evaluateTrees(trees, rows);
  const explainer = TreeExplainer.create(trees);
  for (const row of all.slice(0, WARM_UP_ROWS)) {
    explainer.explain(row);
  }
  const start = performance.now();
  const explained = all.map(row => explainer.explain(row).margin);
  const shapMs = (performance.now() - start) / all.length;
  const native = await onnxMargins(trees, rows);
  return {
    rows: all.length,
    trees: trees.starts.length - 1,
    additivityMaxErr: greatest(
      explained.map((margin, row) => Math.abs(margin - margins[row])),
    ),
    onnxMaxDiff: greatest(
      native.map((margin, row) => Math.abs(margin - margins[row])),
    ),
    shapMs,
  };
}

/** Greatest difference from the definition of Shapley values; undefined for too many features. */
export function measureAgainstDefinition(
  trees: TreeEnsemble,
  rows: Float32Array,
): number | undefined {
  const width = trees.featureCount;
  if (width > BRUTE_FEATURES) {
    return undefined;
  }
  const explainer = TreeExplainer.create(trees);
  const all = rowsOf(rows, width);
  const step = Math.max(1, Math.floor(all.length / BRUTE_ROWS));
  return greatest(
    all
      .filter((_, row) => row % step === 0)
      .slice(0, BRUTE_ROWS)
      .flatMap(row => {
        const expected = shapleyByEnumeration(trees, row);
        const { contributions } = explainer.explain(row);
        return Array.from(expected, (value, feature) =>
          Math.abs(contributions[feature] - value),
        );
      }),
  );
}

async function onnxMargins(
  trees: TreeEnsemble,
  rows: Float32Array,
): Promise<number[]> {
  const width = trees.featureCount;
  const session = await InferenceSession.create(
    writeTreeModel({
      trees,
      calibrator: { kind: 'none' },
      schema: canonicalFeatureSchema([]),
      schemaHash: '',
      trainingDescription: 'benchmark',
      createdFrom: 'bench risk-explain',
    }),
    { intraOpNumThreads: 1, interOpNumThreads: 1 },
  );
  const margins: number[] = [];
  const size = ROWS_AT_ONCE * width;
  for (let from = 0; from < rows.length; from += size) {
    const part = rows.slice(from, from + size);
    const { margin } = await session.run({
      features: new Tensor('float32', part, [part.length / width, width]),
    });
    margins.push(...(margin.data as Float32Array));
  }
  await session.release();
  return margins;
}
