import type {
  ModelEvaluation,
  ModelHealth,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  useShowcallerQuery,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { isActiveRun } from './training/runWords';

/** Seconds between refreshes while something is trained, and while nothing is; signals come on top. */
const POLL_SECONDS = { training: 2, idle: 60 };

/** The state of the models, live. */
export function useModelHealth(): ShowcallerQuery<ModelHealth> {
  const [training, setTraining] = useState(false);
  return useShowcallerQuery<ModelHealth>({
    key: 'model-health',
    load: async api => {
      const health = await api.getModelHealth();
      setTraining(isActiveRun(health.training));
      return health;
    },
    refreshOnRiskOf: false,
    refreshOnModel: true,
    pollSeconds: training ? POLL_SECONDS.training : POLL_SECONDS.idle,
  });
}

/** The back-test of a model; a day may pass between two, so it is not asked for often. */
export function useModelEvaluation(
  hash: string | undefined,
): ShowcallerQuery<ModelEvaluation | undefined> {
  return useShowcallerQuery<ModelEvaluation | undefined>({
    key: `evaluation:${hash}`,
    load: async api =>
      hash === undefined ? undefined : api.getModelEvaluation(hash),
    refreshOnRiskOf: false,
    pollSeconds: hash ? 600 : false,
  });
}
