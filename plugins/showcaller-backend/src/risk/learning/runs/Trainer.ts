import type {
  RiskModelVersion,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ladderSteps } from '@showcaller/engine/risk';
import type { LearningConfig } from '../learningConfig';
import type { LabelReader } from '../../labels/types';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import type { ModelRegistry } from '../registry/ModelRegistry';
import type { AssessedDeployments } from '../rows/AssessedDeployments';
import type { LabelledChanges } from '../rows/LabelledChanges';
import type { ModelLoader } from '../serving/ChampionWatcher';
import { SCHEDULE } from '../types';
import type { RiskWorkers, RowSink } from '../worker/RiskWorkers';
import type { ModelText, TrainResult } from '../worker/tasks';
import type { RunEnd } from './DatabaseRunStore';
import type { RunReporter } from './RunReporter';

/** Name of the models that are trained here. */
export const TRAINED_MODEL_ID = 'deployment-risk';

/** The newest deployments that are learned from, at most: years of them, some minutes of training. */
const MOST_ROWS = 100_000;

/** What makes a run's model. */
export interface TrainerOptions {
  store: DatabaseModelStore;
  registry: ModelRegistry;
  labels: LabelReader;
  deployments: AssessedDeployments;
  changes: LabelledChanges;
  workers: RiskWorkers;
  load: ModelLoader;
  prior: ModelText;
  config: Pick<LearningConfig, 'autoPromote' | 'monotone'>;
  now: () => Date;
}

/** Does one training: reads rows, has them learned from in a thread, and puts what came out into the registry. */
export class Trainer {
  readonly #options: TrainerOptions;

  static create(options: TrainerOptions): Trainer {
    return new Trainer(options);
  }

  private constructor(options: TrainerOptions) {
    this.#options = options;
  }

  /** @throws TrainingCancelledError, InputError when the rows are refused, and whatever failed */
  async train(run: TrainingRun, reporter: RunReporter): Promise<RunEnd> {
    const { store, registry, workers, prior, config, now } = this.#options;
    const champion = await registry.getChampion();
    const labelSource = run.labelSource ?? 'deployments';
    const [, least] = ladderSteps;
    const result = await workers.run({
      feed: sink => this.#feed(labelSource, sink, reporter),
      task: {
        kind: 'train',
        cut: now().getTime(),
        rung: run.rung,
        least,
        prior,
        champion: await this.#asText(champion, labelSource),
        origin: {
          id: TRAINED_MODEL_ID,
          version: await store.nextVersion(TRAINED_MODEL_ID),
          parent: champion.hash,
          labelSource,
          monotone: config.monotone,
          seed: 1,
        },
      },
      signal: reporter.signal,
      onProgress: progress => reporter.update(progress),
    });
    await reporter.check();
    return this.#enter(result, champion);
  }

  /** The serving model, as far as the thread may judge it. */
  async #asText(
    champion: RiskModelVersion,
    labelSource: 'deployments' | 'changes',
  ) {
    const { store, prior } = this.#options;
    const files = await store.getFiles(champion.hash);
    const { trainingWindow } = champion;
    return {
      hash: champion.hash,
      file: files?.file ?? prior.file,
      rung: champion.rung,
      trainingRows: champion.trainingRows,
      trainedTo:
        trainingWindow && champion.labelSource === labelSource
          ? Date.parse(trainingWindow.to)
          : undefined,
    };
  }

  async #feed(
    labelSource: 'deployments' | 'changes',
    sink: RowSink,
    reporter: RunReporter,
  ): Promise<void> {
    const { labels, deployments, changes, now } = this.#options;
    reporter.update({ stage: 'reading labels', progress: 0 });
    const pages =
      labelSource === 'deployments'
        ? deployments.labelled(
            (await labels.listMatured({ before: now() })).slice(-MOST_ROWS),
          )
        : changes.labelled(await labels.listChangeLabels());
    let rows = 0;
    let positives = 0;
    for await (const page of pages) {
      reporter.signal.throwIfAborted();
      await sink('labelled', page);
      rows += page.length;
      positives += page.reduce((sum, { label }) => sum + label, 0);
      reporter.update(
        { stage: 'reading signals', progress: 0 },
        { rows, positives },
      );
    }
  }

  async #enter(
    { model, judgement, monotoneCost }: TrainResult,
    champion: RiskModelVersion,
  ): Promise<RunEnd> {
    const { store, registry, config, load } = this.#options;
    const { verdict } = judgement;
    const reason = [
      judgement.reason,
      ...(monotoneCost === undefined
        ? []
        : [`monotone features cost ${monotoneCost.toFixed(4)} of AUC`]),
    ].join('; ');
    const known = await store.get(model.hash);
    if (known) {
      return {
        status: 'succeeded',
        outcome: `Nothing new: the same model as version ${known.version}`,
        modelHash: known.hash,
      };
    }
    const because = { by: SCHEDULE, reason };
    if (verdict === 'reject') {
      await registry.enter(model, 'rejected', because);
      return { status: 'succeeded', outcome: reason, modelHash: model.hash };
    }
    // What does not load here must not become champion anywhere.
    await (await load(model)).release();
    await this.#makeRoom();
    const promotes = verdict === 'promote' && config.autoPromote;
    const waits =
      verdict === 'promote' && !promotes
        ? ' It waits for a person, because showcaller.risk.autoPromote is off.'
        : '';
    await registry.enter(model, 'challenger', {
      by: SCHEDULE,
      reason: `${reason}.${waits}`,
    });
    if (promotes) {
      await registry.promote(model.hash, because, { expected: champion.hash });
    }
    return {
      status: 'succeeded',
      outcome: promotes ? `Promoted: ${reason}` : `${reason}.${waits}`,
      modelHash: model.hash,
    };
  }

  /** One trained challenger at a time: a newer one knows more. */
  async #makeRoom(): Promise<void> {
    const { store, registry } = this.#options;
    for (const older of await store.listByStatus('challenger')) {
      if (older.origin === 'trained') {
        await registry.reject(older.hash, {
          by: SCHEDULE,
          reason: 'A newer challenger was trained',
        });
      }
    }
  }
}
