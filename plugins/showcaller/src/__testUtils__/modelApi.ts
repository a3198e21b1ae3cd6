import { ConflictError, NotFoundError } from '@backstage/errors';
import type {
  ModelHealth,
  RiskModelVersion,
  ShowcallerApi,
  TrainingRun,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  hashes,
  runningTraining,
  sampleDrift,
  sampleEvaluation,
  sampleFeedback,
  sampleHealth,
  sampleReports,
} from './models';

/** The part of the API that the page about the models uses. */
export type ModelApi = Pick<
  ShowcallerApi,
  | 'getModelHealth'
  | 'getModelEvaluation'
  | 'getDrift'
  | 'startTraining'
  | 'cancelTraining'
  | 'promoteModel'
  | 'rollBackModel'
  | 'getDecisionFeedback'
  | 'getFeedbackReports'
>;

/** Answers from memory as the backend would: trains, cancels, and lets another model serve. */
export function createModelApi(
  start: ModelHealth = sampleHealth(),
  answers: Partial<ModelApi> = {},
): ModelApi {
  let health = start;

  const serve = (hash: string, reason: string): RiskModelVersion => {
    const chosen = health.versions.find(version => version.hash === hash);
    if (!chosen) {
      throw new NotFoundError(`There is no model ${hash}`);
    }
    const champion: RiskModelVersion = {
      ...chosen,
      status: 'champion',
      statusReason: reason,
      statusChangedBy: 'user:default/jane',
    };
    health = {
      ...health,
      serving: { ...health.serving, ...champion, schemaHash: 'beef' },
      versions: health.versions.map(version => {
        if (version.hash === hash) {
          return champion;
        }
        return version.status === 'champion'
          ? { ...version, status: 'retired' as const }
          : version;
      }),
    };
    return champion;
  };

  return {
    getModelHealth: async () => health,
    getModelEvaluation: async hash =>
      [hashes.champion, hashes.challenger].includes(hash)
        ? sampleEvaluation({ modelHash: hash })
        : undefined,
    getDrift: async () => sampleDrift(),
    startTraining: async () => {
      if (health.training) {
        throw new ConflictError('A training is under way.');
      }
      const training: TrainingRun = {
        ...runningTraining,
        status: 'queued',
        stage: 'waiting for a worker',
        progress: 0,
        etaSeconds: undefined,
      };
      health = { ...health, training };
      return training;
    },
    cancelTraining: async id => {
      if (health.training?.id !== id) {
        throw new NotFoundError(`There is no training ${id}`);
      }
      const run: TrainingRun = { ...health.training, status: 'cancelled' };
      health = { ...health, training: undefined, runs: [run, ...health.runs] };
      return run;
    },
    promoteModel: async (hash, reason) => serve(hash, reason),
    rollBackModel: async reason => serve(hashes.boosted, reason),
    getDecisionFeedback: async days => sampleFeedback({ days }),
    getFeedbackReports: async () => sampleReports(),
    ...answers,
  };
}
