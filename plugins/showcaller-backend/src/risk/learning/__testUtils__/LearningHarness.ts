import type {
  TestDatabaseId,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { TrainingRun } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import { migrationsDirectory } from '../../../database/openDatabase';
import { waitFor } from '../../__fixtures__/waitFor';
import type { LearningRoom } from '../LearningRoom';
import { createLearningRoom } from './createLearningRoom';

/** Rooms on real databases with real threads; each one that was started is stopped by {@link LearningHarness.stop}. */
export class LearningHarness {
  readonly #databases: TestDatabases;
  readonly #databaseId: TestDatabaseId;
  readonly #rooms: LearningRoom[] = [];

  static create(
    databases: TestDatabases,
    databaseId: TestDatabaseId,
  ): LearningHarness {
    return new LearningHarness(databases, databaseId);
  }

  private constructor(databases: TestDatabases, databaseId: TestDatabaseId) {
    this.#databases = databases;
    this.#databaseId = databaseId;
  }

  async openDatabase(): Promise<Knex> {
    const knex = await this.#databases.init(this.#databaseId);
    await knex.migrate.latest({ directory: migrationsDirectory });
    return knex;
  }

  async start(options: Parameters<typeof createLearningRoom>[0]) {
    const created = await createLearningRoom(options);
    this.#rooms.push(created.room);
    await created.room.start();
    return created;
  }

  /** The run, once it is over. */
  async finished(room: LearningRoom, runId = ''): Promise<TrainingRun> {
    let found: TrainingRun | undefined;
    await waitFor(async () => {
      const { runs } = await room.health.get();
      found = runs.find(run => run.id === runId);
      if (!found?.finishedAt) {
        throw new Error(`Training ${runId} is not over`);
      }
    }, 60_000);
    return found as TrainingRun;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#rooms.splice(0).map(room => room.stop()));
  }
}
