import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { JsonObject } from '@backstage/types';
import createKnex from 'knex';
import type { HistoryImportRow } from '@showcaller/backstage-plugin-showcaller-common';
import { BackendUnderTest } from '../pipeline/BackendUnderTest';
import { createRepository } from '../pipeline/createRepository';
import type { DeliveryRun } from '../pipeline/deliveryRun';
import { offerRuns, type OfferedRuns } from '../pipeline/offerRuns';
import { seededRandom } from '../pipeline/seededRandom';
import type { Suite, SuiteOptions } from '../Suite';

const POSTGRES = 'BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING';
const SECRET = 'benchmark-secret';
const SERVICES = 8;
/** 12 runs a second are 1.04 million a day. */
const RUNS_PER_SECOND = 12;
const DEFAULT_RUNS = 480;
const DAY_S = 86_400;
const IMPORTED_WITHIN_MS = 120_000;

interface Figures {
  runs_per_day: number;
  p50_ms: number;
  p99_ms: number;
  lost: number;
}

/**
 * Webhooks to decisions over HTTP: eight services with imported git history; each run is a push, a pipeline and a
 * deployment of the next commit. Measured from the 2xx of the deployment's webhook to the decision being readable.
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
            title: `Webhook to decision, ${RUNS_PER_SECOND} runs a second offered`,
            rows: [
              ['database', 'runs per day', 'p50 ms', 'p99 ms', 'lost'],
              ...Object.entries({ sqlite, postgres }).map(
                ([database, figures]) => [
                  database,
                  figures?.runs_per_day,
                  figures?.p50_ms,
                  figures?.p99_ms,
                  figures?.lost,
                ],
              ),
            ],
          },
        ],
        json: { sqlite, postgres: postgres ?? null },
      };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function measurePostgres(
  options: SuiteOptions,
  folder: string,
): Promise<Figures | undefined> {
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
}): Promise<Figures> {
  const { options, folder, database } = setUp;
  const count = options.runs ?? DEFAULT_RUNS;
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
    entities: names.map(name => ({
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'Component',
      metadata: {
        name,
        namespace: 'default',
        annotations: {
          'github.com/project-slug': `bench/${name}`,
          'showcaller.io/git-repository': `${name}.git`,
        },
      },
      spec: { type: 'service', lifecycle: 'production', owner: 'bench' },
    })),
  });
  try {
    await waitForImports(backend, names.length);
    const offered = await offerRuns({
      backend,
      runs,
      runsPerSecond: RUNS_PER_SECOND,
      secret: SECRET,
      entityOf: repository => `component/default/${repository.split('/')[1]}`,
      progress: options.progress,
    });
    return toFigures(offered);
  } finally {
    await backend.stop();
  }
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
        commits: Math.ceil(count / SERVICES) + 50,
        random: seededRandom(options.seed * SERVICES + index),
        now,
      }),
    );
  }
  const runs = Array.from({ length: count }, (_, index): DeliveryRun => {
    const name = names[index % SERVICES];
    const commits = history.get(name) ?? [];
    const position = 50 + Math.floor(index / SERVICES);
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

function toFigures({ latencies, lost, seconds }: OfferedRuns): Figures {
  const quantile = (share: number) =>
    latencies[
      Math.min(latencies.length - 1, Math.floor(share * latencies.length))
    ];
  return {
    runs_per_day: Math.round((latencies.length / seconds) * DAY_S),
    p50_ms: Math.round(quantile(0.5)),
    p99_ms: Math.round(quantile(0.99)),
    lost,
  };
}
