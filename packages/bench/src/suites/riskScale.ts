import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readJit } from '../risk/readJit';
import { PEER_PACKAGES, peerNames, trainPeer } from '../riskScale/peers';
import {
  allChanges,
  drawnChanges,
  type ScaleData,
} from '../riskScale/scaleData';
import type { ScaleFigures, ScaleTask } from '../riskScale/scaleMessages';
import { trainElsewhere } from '../riskScale/trainElsewhere';
import type { Suite, Table } from '../Suite';

const DRAWN_ROWS = 1_000_000;
const DRAWN_FEATURES = 30;
/** The rest is only ranked, to see that what was learned is worth something. */
const TRAINING_SHARE = 0.99;

type Learner = 'ours' | 'ours_recipe' | (typeof peerNames)[number];

interface Scaled {
  data: Pick<ScaleData, 'name' | 'featureCount'>;
  trainingRows: number;
  byLearner: Map<Learner, ScaleFigures | undefined>;
}

/** Time and memory of training on many rows, beside peers on the same rows, one after another on one thread each. */
export const riskScaleSuite: Suite = {
  name: 'risk-scale',
  description: 'training on many rows: time and memory, against peers',
  defaultData: '../shared/data/jit',
  async run({ dataFolder, seed, runs = DRAWN_ROWS, progress }) {
    const { projects, skipped } = await readJit(dataFolder);
    const sets = [
      ...(projects.length > 0 ? [() => allChanges(projects)] : []),
      () =>
        drawnChanges({
          count: Math.ceil(runs / TRAINING_SHARE),
          featureCount: DRAWN_FEATURES,
          seed,
        }),
    ];
    const scaled: Scaled[] = [];
    for (const set of sets) {
      scaled.push(await scale(set(), progress));
    }
    const absent = peerNames.filter(peer =>
      scaled.some(({ byLearner }) => !byLearner.get(peer)),
    );
    return {
      tables: [table(scaled, absent)],
      json: {
        ...Object.fromEntries(scaled.map(one => [one.data.name, jsonOf(one)])),
        missing: [
          ...(projects.length > 0 ? [] : ['jit']),
          ...skipped,
          ...absent,
        ],
      },
    };
  },
};

async function scale(
  data: ScaleData,
  progress: (text: string) => void,
): Promise<Scaled> {
  const folder = await mkdtemp(path.join(tmpdir(), 'showcaller-scale-'));
  try {
    const task: ScaleTask = {
      rows: path.join(folder, 'rows'),
      labels: path.join(folder, 'labels'),
      featureCount: data.featureCount,
      cut: Math.floor(data.labels.length * TRAINING_SHARE),
      what: 'trees',
    };
    await writeFile(task.rows, data.rows);
    await writeFile(task.labels, data.labels);
    const byLearner: Scaled['byLearner'] = new Map();
    progress(`${data.name}: ours`);
    byLearner.set('ours', await trainElsewhere(task));
    byLearner.set(
      'ours_recipe',
      await trainElsewhere({ ...task, what: 'recipe' }),
    );
    for (const peer of peerNames) {
      progress(`${data.name}: ${peer}`);
      byLearner.set(peer, await trainPeer(peer, task));
    }
    const { name, featureCount } = data;
    return { data: { name, featureCount }, trainingRows: task.cut, byLearner };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function jsonOf({ data, trainingRows, byLearner }: Scaled) {
  const ours = byLearner.get('ours');
  return {
    rows: trainingRows,
    features: data.featureCount,
    ...Object.fromEntries(
      [...byLearner].map(([learner, figures]) => [learner, figures ?? null]),
    ),
    ...Object.fromEntries(
      peerNames.map(peer => {
        const theirs = byLearner.get(peer);
        return [
          `time_ratio_vs_${peer}`,
          ours && theirs ? ours.fit_s / theirs.fit_s : null,
        ];
      }),
    ),
  };
}

function table(scaled: Scaled[], absent: string[]) {
  const rows: Table = [
    ['rows', 'features', 'learner', 'seconds', 'peak MB', 'AUC of the rest'],
    ...scaled.flatMap(({ data, trainingRows, byLearner }) =>
      [...byLearner].map(([learner, figures]) => [
        trainingRows,
        data.featureCount,
        learner,
        figures?.fit_s,
        figures?.rss_mb,
        figures?.auc,
      ]),
    ),
  ];
  const note = absent.length
    ? `; not here: ${absent.join(', ')} (Debian: ${PEER_PACKAGES})`
    : '';
  return {
    title: `Training, one thread; ours, xgboost and sklearn grow 200 trees of depth 5, ours_recipe is what the product trains${note}`,
    rows,
  };
}
