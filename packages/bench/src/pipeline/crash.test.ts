import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import {
  readRawEvents,
  readServices,
  type ServiceRows,
} from './__testUtils__/readRows';
import { type Receipts, sendBurst, SENDERS } from './__testUtils__/sendBurst';
import { BackendUnderTest } from './BackendUnderTest';
import {
  postgresDatabase,
  sqliteDatabase,
  type BenchDatabase,
} from './databases';
import { type SignedWebhook, webhooksOf } from './deliveryRun';
import {
  prepareServices,
  SECRET,
  type PreparedServices,
} from './prepareServices';
import { seededRandom } from './seededRandom';

const SERVICES = 4;
/** Five webhooks each. */
const RUNS = 100;
const KILLS = 3;
const SEED = 20261121;
const WITHIN_MS = 300_000;

type RawEvents = Awaited<ReturnType<typeof readRawEvents>>;

interface Burst {
  /** Of the burst itself, over all lives of the backend. */
  receipts: Receipts;
  /** Once nothing was pending after the burst. */
  stored: RawEvents;
  /** When everything was sent a second time. */
  repeated: Receipts;
  /** In the end. */
  rawEvents: RawEvents;
  services: ServiceRows[];
}

let folder: string;
let services: PreparedServices;
let webhooks: SignedWebhook[];

/** Every run is a second after the one before, the last one now. */
function webhooksOfAll({ runs }: PreparedServices): SignedWebhook[] {
  const now = Date.now();
  return runs.flatMap((run, index) => {
    const at = new Date(now - (runs.length - index) * 1000);
    const { push, started, finished, deployment, deployed } = webhooksOf(
      { ...run, at },
      SECRET,
    );
    return [push, started, finished, deployment, deployed];
  });
}

async function start(database: BenchDatabase): Promise<BackendUnderTest> {
  return BackendUnderTest.start({
    config: { ...services.config, backend: { database: database.config } },
    entities: services.entities,
    log: text => process.stderr.write(text),
  });
}

/** Sends everything, with a kill and a new start at each of some random moments; then everything once more. */
async function burstOn(database: BenchDatabase, kills: number): Promise<Burst> {
  await database.drop();
  let backend = await start(database);
  try {
    await backend.imported(SERVICES);
    const random = seededRandom(SEED);
    const burst = webhooks.values();
    const receipts: Receipts = new Map();
    for (let kill = 0; kill <= kills; kill++) {
      const share = webhooks.length / (kills + 1);
      const part = await sendBurst({
        backend,
        webhooks: burst,
        killAfter:
          kill < kills ? Math.round(share * (0.5 + random())) : undefined,
      });
      for (const [id, status] of part) {
        receipts.set(id, status);
      }
      if (kill < kills) {
        backend = await start(database);
      }
    }
    await backend.settled();
    const stored = await readRawEvents(backend);
    const repeated = await sendBurst({ backend, webhooks: webhooks.values() });
    await backend.settled();
    return {
      receipts,
      stored,
      repeated,
      rawEvents: await readRawEvents(backend),
      services: await readServices(backend, services.names),
    };
  } finally {
    await backend.stop();
    await database.drop();
  }
}

const postgres = postgresDatabase('crash');
let undisturbed: Burst;
const killed = new Map<string, Burst>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'showcaller-crash-'));
  services = await prepareServices({
    folder,
    services: SERVICES,
    runs: RUNS,
    seed: SEED,
  });
  webhooks = webhooksOfAll(services);
  const sqlite = (name: string) => sqliteDatabase(path.join(folder, name));
  const databases = [sqlite('killed'), ...(postgres ? [postgres] : [])];
  [undisturbed] = await Promise.all([
    burstOn(sqlite('undisturbed'), 0),
    ...databases.map(async database => {
      const burst = await burstOn(database, KILLS);
      killed.set(database.name, burst);
      return burst;
    }),
  ]);
}, WITHIN_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

function keepsEverything(name: BenchDatabase['name']): void {
  const burst = (): Burst => {
    const found = killed.get(name);
    if (!found) {
      throw new Error(`The burst on ${name} did not come to its end.`);
    }
    return found;
  };

  it('has accepted all but those under way in the moment of a kill', () => {
    const { receipts } = burst();
    expect(webhooks).toHaveLength(500);
    expect(receipts.size).toBeGreaterThanOrEqual(500 - KILLS * SENDERS);
    expect(new Set(receipts.values())).toEqual(new Set(['accepted']));
  });

  it('has every accepted one stored once, and mapped', () => {
    const { receipts, stored } = burst();
    const ids = stored.map(({ deliveryId }) => deliveryId);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...receipts.keys()].filter(id => !ids.includes(id))).toEqual([]);
    expect(stored.filter(({ status }) => status !== 'mapped')).toEqual([]);
  });

  it('knows what it stored when it is sent again', () => {
    const { stored, repeated } = burst();
    const ids = new Set(stored.map(({ deliveryId }) => deliveryId));
    expect(repeated).toEqual(
      new Map(
        webhooks.map(({ headers }) => {
          const id = headers['x-github-delivery'];
          return [id, ids.has(id) ? 'duplicate' : 'accepted'];
        }),
      ),
    );
  });

  it('ends with the rows of one that was never killed', () => {
    expect(burst().rawEvents).toEqual(undisturbed.rawEvents);
    expect(burst().services).toEqual(undisturbed.services);
  });

  it('has one current assessment of every deployment, and a decision', () => {
    const all = burst().services;
    expect(all.flatMap(({ deployments }) => deployments)).toHaveLength(RUNS);
    for (const { deployments, decided } of all) {
      expect(decided).toEqual(deployments.map(({ sha }) => sha).sort());
    }
  });
}

const describeWithPostgres = postgres ? describe : describe.skip;

describe('a backend that is killed three times in a burst, on SQLite', () => {
  keepsEverything('sqlite');
});
describeWithPostgres(
  'a backend that is killed three times in a burst, on PostgreSQL',
  () => {
    keepsEverything('postgres');
  },
);
