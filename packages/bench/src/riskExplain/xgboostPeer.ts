import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { TreeExplainer } from '@showcaller/engine/risk';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import type { JitProject } from '../risk/readJit';
import { explainRows } from './explainedRows';
import { compareExplained, type Stability } from './stability';
import { xgboostTrees } from './xgboostTrees';

const run = promisify(execFile);
const SCRIPT = resolvePackagePath(
  '@showcaller/bench',
  'src/riskExplain/xgboostContributions.py',
);
/** Debian's package is there for Debian's own Python. */
const PYTHONS = ['python3', '/usr/bin/python3'];

/** XGBoost on the same rows and samples, and our explanation of its trees. */
export interface XgboostFigures {
  /** Greatest difference of our contributions to XGBoost's trees from its own (float32). */
  contributionsMaxDiff: number;
  /** Processor time of its explanation of a row, in milliseconds, and time of ours of the same trees. */
  ms: number;
  oursMs: number;
  stability: Stability;
}

/** The first Python that has XGBoost; undefined where there is none. */
export async function findXgboost(): Promise<string | undefined> {
  for (const python of PYTHONS) {
    try {
      await run(python, ['-c', 'import xgboost, numpy']);
      return python;
    } catch {
      continue;
    }
  }
  return undefined;
}

const bytes = (values: Float32Array | Int32Array | Uint8Array) =>
  Buffer.from(values.buffer, values.byteOffset, values.byteLength);

/** Lets XGBoost train on a project and on samples of it, in a process of its own. */
export async function measureXgboost(
  python: string,
  project: JitProject,
  options: {
    samples: readonly Int32Array[];
    rows: Float32Array;
    seed: number;
  },
): Promise<XgboostFigures> {
  const { features, train } = project;
  const { samples, rows, seed } = options;
  const width = features.length;
  const folder = await mkdtemp(path.join(tmpdir(), 'showcaller-bench-'));
  const file = (name: string) => path.join(folder, name);
  try {
    await writeFile(file('meta.json'), JSON.stringify({ width, seed }));
    await writeFile(file('train.f32'), bytes(train.rows));
    await writeFile(file('labels.u8'), bytes(train.labels));
    await writeFile(file('test.f32'), bytes(rows));
    await writeFile(
      file('samples.i32'),
      Buffer.concat(samples.map(sample => bytes(sample))),
    );
    await run(python, [SCRIPT, folder]);
    const contributions = await readFile(file('contributions.f32'));
    const { ms } = JSON.parse(await readFile(file('timing.json'), 'utf8'));
    const dump = JSON.parse(await readFile(file('trees.json'), 'utf8'));
    const [whole, ...explained] = partModels(contributions, {
      models: samples.length + 1,
      width,
    });
    const explainer = TreeExplainer.create(xgboostTrees(dump, width));
    explainRows(explainer, { rows, width });
    const start = performance.now();
    const ours = explainRows(explainer, { rows, width });
    const oursMs = ((performance.now() - start) * width) / rows.length;
    return {
      contributionsMaxDiff: ours.reduce(
        (most, share, index) => Math.max(most, Math.abs(share - whole[index])),
        0,
      ),
      ms,
      oursMs,
      stability: compareExplained(explained, features),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The contributions of each model, without the column of the mean. */
function partModels(
  content: Buffer,
  { models, width }: { models: number; width: number },
): Float64Array[] {
  const values = new Float32Array(
    content.buffer.slice(
      content.byteOffset,
      content.byteOffset + content.byteLength,
    ),
  );
  const perModel = values.length / models;
  return Array.from({ length: models }, (_, model) =>
    Float64Array.from(
      values
        .subarray(model * perModel, (model + 1) * perModel)
        .filter((__, index) => index % (width + 1) !== width),
    ),
  );
}
