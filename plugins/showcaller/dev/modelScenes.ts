import { NotAllowedError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { createModelApi, type ModelApi } from '../src/__testUtils__/modelApi';
import {
  firstDayHealth,
  runningTraining,
  sampleHealth,
  sampleShadow,
} from '../src/__testUtils__/models';

/** One state of the page about the models. */
export interface ModelScene {
  path: string;
  title: string;
  api: ShowcallerApi;
  /** Names of the permissions that the reader lacks. */
  denied?: string[];
}

function scene(
  path: string,
  title: string,
  api: ModelApi,
  denied?: string[],
): ModelScene {
  return { path, title, api: api as ShowcallerApi, denied };
}

const nothing = () => new Promise<never>(() => {});

/** Every state of the page. */
export const modelScenes: ModelScene[] = [
  scene('/model', 'Model: healthy', createModelApi()),
  scene(
    '/model-training',
    'Model: training',
    createModelApi(sampleHealth({ training: runningTraining, alerts: [] })),
  ),
  scene(
    '/model-first-day',
    'Model: first day',
    createModelApi(firstDayHealth(), {
      getModelEvaluation: async () => undefined,
      getDrift: async () => undefined,
      getFeedbackReports: async () => [],
      getDecisionFeedback: async (days = 90) => {
        const none = { count: 0, of: 0 };
        return {
          days,
          rows: [],
          total: { decisions: 0, falsePass: none, falseBlock: none },
          asOf: new Date().toISOString(),
        };
      },
    }),
  ),
  scene(
    '/model-decided',
    'Model: challenger better',
    createModelApi(
      sampleHealth({
        shadow: sampleShadow({
          rows: 610,
          difference: 0.021,
          interval: { low: 0.006, high: 0.036 },
          verdict: 'challenger better',
        }),
      }),
    ),
  ),
  scene('/model-reader', 'Model: reader only', createModelApi(), [
    'showcaller.model.manage',
  ]),
  scene(
    '/model-loading',
    'Model: loading',
    createModelApi(undefined, { getModelHealth: nothing }),
  ),
  scene(
    '/model-parts-fail',
    'Model: parts fail',
    createModelApi(undefined, {
      getModelEvaluation: async () => {
        throw new Error('The evaluation could not be read');
      },
      getDrift: nothing,
      startTraining: async () => {
        throw new Error('A training is under way on another replica.');
      },
    }),
  ),
  scene(
    '/model-error',
    'Model: error',
    createModelApi(undefined, {
      getModelHealth: async () => {
        throw new Error('The backend does not answer');
      },
    }),
  ),
  scene(
    '/model-forbidden',
    'Model: forbidden',
    createModelApi(undefined, {
      getModelHealth: async () => {
        throw new NotAllowedError('Needs the permission showcaller.read.');
      },
    }),
  ),
];
