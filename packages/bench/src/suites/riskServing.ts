import { loadRiskModel } from '@showcaller/backstage-plugin-showcaller-backend/risk-model';
import { performance } from 'node:perf_hooks';
import { readJit } from '../risk/readJit';
import { measureModel, type ServingFigures } from '../riskServing/measureModel';
import { quietLogger } from '../riskServing/quietLogger';
import { schemaRows } from '../riskServing/schemaRows';
import type { Suite } from '../Suite';

const ROWS = 10_000;

type Figures = ServingFigures & {
  loadMs: number;
  parityMaxDiff: number | undefined;
};

const COLUMNS: Array<
  [string, string, (figures: Figures) => number | undefined]
> = [
  ['load_ms', 'load', one => one.loadMs],
  ['parity_max_diff', 'difference on 64 rows', one => one.parityMaxDiff],
  ['batch_10k_ms', '10,000 in a batch', one => one.batchMs],
  ['batch_blocked_ms', 'loop held up', one => one.batchBlockedMs],
  ['single_p50_ms', 'single p50', one => one.singleP50Ms],
  ['single_p99_ms', 'p99', one => one.singleP99Ms],
  ['explain_p50_ms', 'explain p50', one => one.explainP50Ms],
  ['explain_p99_ms', 'p99', one => one.explainP99Ms],
  ['nearest_p50_ms', '20 of 20,000 p50', one => one.nearestP50Ms],
  ['nearest_p99_ms', 'p99', one => one.nearestP99Ms],
];

/**
 * The shipped model as the backend serves it, with onnxruntime and with the TypeScript evaluator: 10,000 scores in a batch,
 * single scores with batches beside them, explanations, and the search for similar changes.
 */
export const riskServingSuite: Suite = {
  name: 'risk-serving',
  description: 'scores in a batch and one by one under load, explanations',
  defaultData: '../shared/data/jit',
  async run({ dataFolder, seed, progress }) {
    const { projects } = await readJit(dataFolder);
    const rows = schemaRows({ projects, count: ROWS, seed });
    const measured: Record<string, Figures> = {};
    for (const runtime of ['onnxruntime', 'typescript'] as const) {
      progress(runtime);
      const start = performance.now();
      const model = await loadRiskModel({
        logger: quietLogger,
        ...(runtime === 'typescript' && {
          importRuntime: async () => {
            throw new Error('left out on purpose');
          },
        }),
      });
      const loadMs = performance.now() - start;
      measured[model.card.runtime] = {
        loadMs,
        parityMaxDiff: model.card.parity?.maxDifference,
        ...(await measureModel(model, rows)),
      };
      await model.release();
    }
    return {
      tables: [
        {
          title: 'The shipped model, times in ms',
          rows: [
            ['runtime', ...COLUMNS.map(([, heading]) => heading)],
            ...Object.entries(measured).map(([runtime, figures]) => [
              runtime,
              ...COLUMNS.map(([, , read]) => read(figures)),
            ]),
          ],
        },
      ],
      json: {
        ...Object.fromEntries(
          Object.entries(measured).map(([runtime, figures]) => [
            runtime,
            Object.fromEntries(
              COLUMNS.map(([key, , read]) => [key, read(figures) ?? null]),
            ),
          ]),
        ),
        missing: [
          ...(measured.onnxruntime ? [] : ['onnxruntime']),
          ...(projects.length > 0 ? [] : ['jit: rows were drawn']),
        ],
      },
    };
  },
};
