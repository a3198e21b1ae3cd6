import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { ScaleFigures, ScaleTask } from './scaleMessages';

/** Packages of Debian that bring the peers. */
export const PEER_PACKAGES = 'python3-xgboost, python3-sklearn';

/** The one in the path may be another than Debian's, which alone sees Debian's packages. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

const LOAD = `
import json, resource, sys, time
import numpy as np
rows_file, labels_file, width, cut = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
x = np.fromfile(rows_file, dtype=np.float32).reshape(-1, width)
y = np.fromfile(labels_file, dtype=np.uint8)
start = time.perf_counter()
`;

const TELL = `
took = time.perf_counter() - start
rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
score = rank(x[cut:])
order = np.argsort(score, kind='stable')
_, inverse, counts = np.unique(score[order], return_inverse=True, return_counts=True)
last = np.cumsum(counts)
ranks = (last - (counts - 1) / 2)[inverse]
truth = y[cut:][order] == 1
positives = truth.sum()
auc = (ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * (len(truth) - positives))
print(json.dumps({'fit_s': took, 'rss_mb': rss, 'auc': float(auc)}))
`;

/** 200 trees of depth 5 with 255 bins, on one thread. */
const programs = {
  xgboost: `${LOAD}
import xgboost
start = time.perf_counter()
model = xgboost.train({
    'objective': 'binary:logistic', 'eta': 0.05, 'max_depth': 5, 'subsample': 0.8, 'colsample_bytree': 0.8,
    'tree_method': 'hist', 'max_bin': 255, 'nthread': 1, 'seed': 1,
}, xgboost.DMatrix(x[:cut], y[:cut], nthread=1), 200)
rank = lambda part: model.predict(xgboost.DMatrix(part), output_margin=True)
${TELL}`,
  sklearn: `${LOAD}
from sklearn.ensemble import HistGradientBoostingClassifier
start = time.perf_counter()
model = HistGradientBoostingClassifier(
    max_iter=200, learning_rate=0.05, max_depth=5, max_leaf_nodes=None, min_samples_leaf=40, max_bins=255,
    l2_regularization=1, early_stopping=False, random_state=1,
).fit(x[:cut], y[:cut])
rank = lambda part: model.decision_function(part)
${TELL}`,
};

export type PeerName = keyof typeof programs;
export const peerNames = Object.keys(programs) as PeerName[];

/** Runs a program on standard input; undefined when the interpreter is absent or fails, as without the peer's package. */
async function runPython(
  interpreter: string,
  options: { program: string; args: string[] },
): Promise<string | undefined> {
  const child = spawn(interpreter, ['-', ...options.args], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...process.env,
      OMP_NUM_THREADS: '1',
      OPENBLAS_NUM_THREADS: '1',
    },
  });
  const ended = once(child, 'close').catch(() => [undefined]);
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.program);
  const [output, [code]] = await Promise.all([
    text(child.stdout).catch(() => ''),
    ended,
  ]);
  return code === 0 ? output : undefined;
}

/** Trains a peer on the same rows; undefined when no interpreter here has it. */
export async function trainPeer(
  peer: PeerName,
  task: ScaleTask,
): Promise<ScaleFigures | undefined> {
  const { rows, labels, featureCount, cut } = task;
  for (const interpreter of INTERPRETERS) {
    const output = await runPython(interpreter, {
      program: programs[peer],
      args: [rows, labels, String(featureCount), String(cut)],
    });
    if (output) {
      return JSON.parse(output.trim().split('\n').at(-1) ?? '');
    }
  }
  return undefined;
}
