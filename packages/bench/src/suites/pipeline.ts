import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  POSTGRES,
  postgresDatabase,
  sqliteDatabase,
} from '../pipeline/databases';
import {
  measurePipeline,
  runsWanted,
  type PipelineFigures,
} from '../pipeline/measurePipeline';
import { prepareServices } from '../pipeline/prepareServices';
import type { Suite, SuiteResult } from '../Suite';

const SERVICES = 8;

/**
 * Webhooks to decisions over HTTP: eight services with imported git history; each run is a push, a pipeline and a
 * deployment of the next commit. `--runs` is how many of them the steady load has.
 */
export const pipelineSuite: Suite = {
  name: 'pipeline',
  description: 'webhook → CDEvent → features → score → gate, over HTTP',
  defaultData: '../shared/data',
  async run({ runs, seed, progress }) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'showcaller-bench-'));
    try {
      const services = await prepareServices({
        folder,
        services: SERVICES,
        runs: runsWanted(runs),
        seed,
      });
      const figures: Record<string, PipelineFigures | null> = {
        sqlite: null,
        postgres: null,
      };
      const server = postgresDatabase('bench');
      if (!server) {
        progress(`PostgreSQL is left out: ${POSTGRES} is not set`);
      }
      for (const database of [sqliteDatabase(folder), server]) {
        if (database) {
          figures[database.name] = await measurePipeline({
            database,
            services,
            sustainedRuns: runs,
            progress: text => progress(`${database.name}: ${text}`),
          });
        }
      }
      return { tables: tablesOf(figures), json: figures };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function tablesOf(
  figures: Record<string, PipelineFigures | null>,
): SuiteResult['tables'] {
  const measured = Object.entries(figures).flatMap(([database, found]) =>
    found ? [{ database, ...found }] : [],
  );
  return [
    {
      title: 'Webhook to readable decision',
      rows: [
        [
          'database',
          'capacity per day',
          'offered per day',
          'runs per day',
          'p50 ms',
          'p99 ms',
          'lost',
        ],
        ...measured.map(row => [
          row.database,
          row.capacity_per_day,
          row.offered_per_day,
          row.runs_per_day,
          row.p50_ms,
          row.p99_ms,
          row.lost,
        ]),
      ],
    },
    {
      title: "Delay of the backend's event loop, sampled every 10 ms",
      rows: [
        ['database', 'state', 'p50 ms', 'p99 ms', 'max ms'],
        ...measured.flatMap(row => [
          [
            row.database,
            'idle',
            row.event_loop_idle_p50_ms,
            row.event_loop_idle_p99_ms,
            row.event_loop_idle_max_ms,
          ],
          [
            row.database,
            'loaded',
            row.event_loop_p50_ms,
            row.event_loop_p99_ms,
            row.event_loop_max_ms,
          ],
        ]),
      ],
    },
  ];
}
