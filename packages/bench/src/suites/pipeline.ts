import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RELATION_HAS_PART, type Entity } from '@backstage/catalog-model';
import type { JsonObject } from '@backstage/types';
import createKnex from 'knex';
import {
  showcallerAnnotations,
  type HistoryImportRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import { BackendUnderTest } from '../pipeline/BackendUnderTest';
import { createRepository } from '../pipeline/createRepository';
import type { DeliveryRun } from '../pipeline/deliveryRun';
import { offerRuns, type OfferedRuns } from '../pipeline/offerRuns';
import { seededRandom } from '../pipeline/seededRandom';
import type { Suite, SuiteOptions } from '../Suite';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';
const SECRET = 'benchmark-secret';
const SERVICES = 8;
/** Rates that are offered in turn until one is not kept up with; 12 runs a second are 1.04 million a day. */
const RUNS_PER_SECOND = [1, 2, 4, 6, 9, 12];
/** A rate is kept up with when nothing is lost and 99 % are decided within this. */
const KEPT_UP_MS = 1000;
const DEFAULT_SECONDS = 20;
/** Commits before the first that is delivered. */
const HISTORY = 50;
const DAY_S = 86_400;
const IMPORTED_WITHIN_MS = 120_000;

interface Figures {
  offered_per_day: number;
  runs_per_day: number;
  p50_ms: number;
  p99_ms: number;
  lost: number;
}

/**
 * Webhooks to decisions over HTTP: eight services with imported git history; each run is a push, a pipeline and a
 * deployment of the next commit. Measured from the 2xx of the deployment's webhook to the decision being readable.
 * The figures are those of the highest offered rate that was kept up with; `--runs` is for how many seconds each is.
 */
export const pipelineSuite: Suite = {
  name: 'pipeline',
  description: 'webhook → CDEvent → features → score → gate, over HTTP',
  defaultData: '../shared/data',
  async run(options) {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'showcaller-bench-'));
    try {
      const sqlite = await measure({
        options,
        folder: path.join(folder, 'sqlite'),
        database: {
          client: 'better-sqlite3',
          connection: { directory: path.join(folder, 'databases') },
        },
      });
      const postgres = await measurePostgres(options, folder);
      return {
        tables: [
          {
            title: 'Webhook to readable decision, by offered rate',
            rows: [
              [
                'database',
                'offered per day',
                'runs per day',
                'p50 ms',
                'p99 ms',
                'lost',
              ],
              ...Object.entries({ sqlite, postgres }).flatMap(
                ([database, rates]) =>
                  (rates ?? []).map(figures => [
                    database,
                    figures.offered_per_day,
                    figures.runs_per_day,
                    figures.p50_ms,
                    figures.p99_ms,
                    figures.lost,
                  ]),
              ),
            ],
          },
        ],
        json: {
          sqlite: steady(sqlite),
          postgres: postgres ? steady(postgres) : null,
        },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measurePostgres(
  options: SuiteOptions,
  folder: string,
): Promise<Figures[] | undefined> {
  const connectionString = process.env[POSTGRES];
  if (!connectionString) {
    options.progress(`PostgreSQL is left out: ${POSTGRES} is not set`);
    return undefined;
  }
  const prefix = `showcaller_bench_${process.pid}_`;
  try {
    return await measure({
      options,
      folder: path.join(folder, 'postgres'),
      database: {
        client: 'pg',
        connection: { connectionString },
        prefix,
      },
    });
  } finally {
    const knex = createKnex({ client: 'pg', connection: connectionString });
    const databases: string[] = await knex('pg_database')
      .whereRaw('starts_with(datname, ?)', [prefix])
      .pluck('datname');
    for (const name of databases) {
      await knex.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
    }
    await knex.destroy();
  }
}

async function measure(setUp: {
  options: SuiteOptions;
  folder: string;
  database: JsonObject;
}): Promise<Figures[]> {
  const { options, folder, database } = setUp;
  const seconds = options.runs ?? DEFAULT_SECONDS;
  const count = seconds * RUNS_PER_SECOND.reduce((sum, rate) => sum + rate, 0);
  const { runs, names } = await prepareRuns({ folder, count, options });
  options.progress(`${database.client}: starting a backend`);
  const backend = await BackendUnderTest.start({
    log: options.progress,
    config: {
      app: { baseUrl: 'http://localhost' },
      backend: { database },
      showcaller: {
        identitySalt: 'benchmark',
        github: { webhookSecrets: [SECRET] },
        git: { root: folder },
        ingest: { rateLimit: { requestsPerMinute: 1_000_000 } },
      },
    },
    entities: catalogOf(names),
  });
  try {
    await waitForImports(backend, names.length);
    const measured: Figures[] = [];
    for (const runsPerSecond of RUNS_PER_SECOND) {
      const offered = await offerRuns({
        backend,
        runs: runs.splice(0, runsPerSecond * seconds),
        runsPerSecond,
        secret: SECRET,
        progress: options.progress,
      });
      const figures = toFigures(offered, runsPerSecond);
      measured.push(figures);
      if (!keptUp(figures)) {
        break;
      }
    }
    return measured;
  } finally {
    await backend.stop();
  }
}

/** One system with the services as its parts. */
function catalogOf(names: string[]): Entity[] {
  const apiVersion = 'backstage.io/v1alpha1';
  const system: Entity = {
    apiVersion,
    kind: 'System',
    metadata: { name: 'bench', namespace: 'default' },
    relations: names.map(name => ({
      type: RELATION_HAS_PART,
      targetRef: `component:default/${name}`,
    })),
  };
  const services = names.map(
    (name): Entity => ({
      apiVersion,
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: {
          [showcallerAnnotations.githubProjectSlug]: `bench/${name}`,
          [showcallerAnnotations.gitRepository]: `${name}.git`,
        },
      },
    }),
  );
  return [system, ...services];
}

async function prepareRuns(setUp: {
  folder: string;
  count: number;
  options: SuiteOptions;
}): Promise<{ runs: DeliveryRun[]; names: string[] }> {
  const { folder, count, options } = setUp;
  const names = Array.from({ length: SERVICES }, (_, i) => `service-${i}`);
  const now = new Date();
  const history = new Map<string, string[]>();
  for (const [index, name] of names.entries()) {
    history.set(
      name,
      await createRepository({
        directory: path.join(folder, `${name}.git`),
        commits: Math.ceil(count / SERVICES) + HISTORY,
        random: seededRandom(options.seed * SERVICES + index),
        now,
      }),
    );
  }
  const runs = Array.from({ length: count }, (_, index): DeliveryRun => {
    const name = names[index % SERVICES];
    const commits = history.get(name) ?? [];
    const position = HISTORY + Math.floor(index / SERVICES);
    return {
      number: index + 1,
      repository: `bench/${name}`,
      sha: commits[position],
      previousSha: commits[position - 1],
      at: now,
    };
  });
  return { runs, names };
}

async function waitForImports(
  backend: BackendUnderTest,
  repositories: number,
): Promise<void> {
  const end = Date.now() + IMPORTED_WITHIN_MS;
  for (;;) {
    const imports = await backend.get<HistoryImportRow[]>('delivery/imports');
    const done = imports.filter(({ status }) => status === 'done');
    if (done.length >= repositories) {
      return;
    }
    if (Date.now() > end) {
      throw new Error(
        `Only ${
          done.length
        } of ${repositories} repositories were imported: ${JSON.stringify(
          imports,
        )}`,
      );
    }
    await wait(200);
  }
}

function keptUp({ lost, p99_ms }: Figures): boolean {
  return lost === 0 && p99_ms <= KEPT_UP_MS;
}

/** Of rising rates, the highest that was kept up with; the lowest when none was. */
function steady(measured: Figures[]): Figures {
  return measured.filter(keptUp).at(-1) ?? measured[0];
}

function toFigures(
  { latencies, lost, seconds }: OfferedRuns,
  runsPerSecond: number,
): Figures {
  const quantile = (share: number) =>
    latencies[
      Math.min(latencies.length - 1, Math.floor(share * latencies.length))
    ];
  return {
    offered_per_day: runsPerSecond * DAY_S,
    runs_per_day: Math.round((latencies.length / seconds) * DAY_S),
    p50_ms: Math.round(quantile(0.5)),
    p99_ms: Math.round(quantile(0.99)),
    lost,
  };
}
