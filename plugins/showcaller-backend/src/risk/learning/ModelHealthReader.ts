import type { ModelHealth } from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../database/timestamp';
import type { ServingModel } from '../model/ServingModel';
import type { ModelAlerts } from './alerts/ModelAlerts';
import type { DatabaseModelStore } from './registry/DatabaseModelStore';
import type { DatabaseRunStore } from './runs/DatabaseRunStore';
import type { TrainingService } from './runs/TrainingService';
import type { ShadowComparer } from './shadow/ShadowComparer';

/** Runs that are shown. */
const RUNS = 20;

interface ModelHealthReaderOptions {
  store: DatabaseModelStore;
  runs: DatabaseRunStore;
  training: TrainingService;
  comparer: ShadowComparer;
  alerts: ModelAlerts;
  serving: Pick<ServingModel, 'card'>;
  now: () => Date;
}

/** Where learning stands, for the page of the platform team. */
export class ModelHealthReader {
  readonly #options: ModelHealthReaderOptions;

  static create(options: ModelHealthReaderOptions): ModelHealthReader {
    return new ModelHealthReader(options);
  }

  private constructor(options: ModelHealthReaderOptions) {
    this.#options = options;
  }

  async get(): Promise<ModelHealth> {
    const { store, runs, training, comparer, alerts, serving, now } =
      this.#options;
    return {
      ladder: await training.ladder(),
      serving: serving.card,
      versions: await store.list(),
      training: await runs.getOpen(),
      runs: await runs.list(RUNS),
      shadow: await comparer.shown(),
      alerts: await alerts.list(),
      asOf: timestamp(now()),
    };
  }
}
