import {
  FakeShowcallerApi,
  pageOf,
  sampleAssessment,
  sampleEntityRisk,
  sampleExplanation,
  sampleLabel,
  sampleModelCard,
} from '../src/__testUtils__';
import type { DevScene } from './scenes';

const now = new Date();
const service = { kind: 'Component', entityName: 'payments-api' };
const failed = async () =>
  sampleEntityRisk({ deploymentStatus: 'failed' }, now);

/** States of what is computed or known beside the verdict. */
export const explanationScenes: DevScene[] = [
  {
    ...service,
    path: '/failed',
    title: 'Failed',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: failed,
      getLabel: async () => sampleLabel({}, now),
    }),
  },
  {
    ...service,
    path: '/corrected',
    title: 'Corrected',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: failed,
      getLabel: async () =>
        sampleLabel(
          {
            outcome: 'clean',
            correction: {
              outcome: 'clean',
              reason: 'The network of the data centre was down for everybody.',
              by: 'user:default/jane',
              at: new Date(now.getTime() - 600_000).toISOString(),
            },
          },
          now,
        ),
    }),
  },
  {
    ...service,
    path: '/correction-refused',
    title: 'Correction refused',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: failed,
      getLabel: async () => sampleLabel({}, now),
      correctLabel: async () => {
        throw new Error('The label was corrected by somebody else meanwhile.');
      },
    }),
  },
  {
    ...service,
    path: '/explaining',
    title: 'Still explaining',
    api: FakeShowcallerApi.create({
      now,
      getRiskExplanation: () => new Promise(() => {}),
    }),
  },
  {
    ...service,
    path: '/unexplained',
    title: 'Explanation fails',
    api: FakeShowcallerApi.create({
      now,
      getRiskExplanation: async () => {
        throw new Error('The model is being swapped; try again in a moment.');
      },
    }),
  },
  {
    ...service,
    path: '/first-day',
    title: 'First day',
    api: FakeShowcallerApi.create({
      now,
      getRiskExplanation: async () =>
        sampleExplanation(
          { similar: [], similarFailed: 0, counterfactuals: [] },
          now,
        ),
      getIncidents: async () => pageOf([]),
      getModel: async () =>
        sampleModelCard({
          rung: 'prior',
          local: undefined,
          hash: sampleAssessment().model.hash,
        }),
    }),
  },
];
