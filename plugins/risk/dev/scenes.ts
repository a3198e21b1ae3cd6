import { NotAllowedError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import {
  FakeShowcallerApi,
  sampleAssessment,
  sampleDecision,
  sampleEntityRisk,
} from '../src/__testUtils__';

/** One page of the development app. */
export interface DevScene {
  path: string;
  title: string;
  kind: string;
  entityName: string;
  card?: boolean;
  api: ShowcallerApi;
}

const now = new Date();
const service = { kind: 'Component', entityName: 'payments-api' };
const asOf = now.toISOString();

/** Every state of the tab and the card. */
export const devScenes: DevScene[] = [
  {
    ...service,
    path: '/hold',
    title: 'Hold',
    api: FakeShowcallerApi.create({ now }),
  },
  {
    ...service,
    path: '/go',
    title: 'Go',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: async () =>
        sampleEntityRisk(
          {
            latest: sampleAssessment(
              {
                probability: 0.18,
                interval: { low: 0.11, high: 0.27 },
                band: 'low',
              },
              now,
            ),
            decision: sampleDecision(
              {
                outcome: 'allow',
                strategy: 'canary',
                onApproval: undefined,
                successProbability: 0.82,
                explanation:
                  'Allowed because the risk of 0.18 is not above 0.7.',
              },
              now,
            ),
            percentile: { share: 0.31, of: 120, days: 90 },
          },
          now,
        ),
    }),
  },
  {
    ...service,
    path: '/late',
    title: 'Reported late',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: async () =>
        sampleEntityRisk(
          {
            decision: sampleDecision({ mode: 'backfill' }, now),
            deploymentStatus: 'failed',
          },
          now,
        ),
    }),
  },
  {
    ...service,
    path: '/unknown',
    title: 'Unknown',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: async () =>
        sampleEntityRisk(
          {
            latest: sampleAssessment(
              {
                probability: undefined,
                interval: undefined,
                margin: undefined,
                band: 'unknown',
                unknownReason:
                  'no git repository is configured for this component',
                signals: sampleAssessment({}, now).signals.map(signal => ({
                  ...signal,
                  value: undefined,
                  contribution: undefined,
                  effect: undefined,
                  missingReason:
                    'no git repository is configured for this component',
                })),
              },
              now,
            ),
            decision: sampleDecision(
              {
                outcome: 'needs_approval',
                successProbability: undefined,
                explanation: 'Needs an approval because the risk is not known.',
              },
              now,
            ),
            percentile: undefined,
          },
          now,
        ),
    }),
  },
  {
    ...service,
    path: '/empty',
    title: 'No annotation',
    api: FakeShowcallerApi.create({
      getEntityRisk: async entityRef => ({
        entityRef,
        emptyReason: 'missing-annotation',
        asOf,
      }),
    }),
  },
  {
    ...service,
    path: '/undeployed',
    title: 'Nothing deployed',
    api: FakeShowcallerApi.create({
      getEntityRisk: async entityRef => ({
        entityRef,
        emptyReason: 'nothing-deployed',
        asOf,
      }),
    }),
  },
  {
    ...service,
    path: '/forbidden',
    title: 'Forbidden',
    api: FakeShowcallerApi.create({
      getEntityRisk: async () => {
        throw new NotAllowedError(
          'Needs the permission showcaller.read; the platform team grants it.',
        );
      },
    }),
  },
  {
    ...service,
    path: '/error',
    title: 'Error',
    api: FakeShowcallerApi.create({
      getEntityRisk: async () => {
        throw new Error('The backend does not answer');
      },
    }),
  },
  {
    ...service,
    path: '/loading',
    title: 'Loading',
    api: FakeShowcallerApi.create({
      getEntityRisk: () => new Promise(() => {}),
    }),
  },
  {
    kind: 'API',
    entityName: 'payments',
    path: '/api',
    title: 'API',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: async () =>
        sampleEntityRisk({ via: ['component:default/payments-api'] }, now),
    }),
  },
  {
    kind: 'Resource',
    entityName: 'payments-db',
    path: '/resource',
    title: 'Resource',
    api: FakeShowcallerApi.create({
      now,
      getEntityRisk: async () =>
        sampleEntityRisk({ via: ['component:default/payments-api'] }, now),
    }),
  },
  {
    kind: 'System',
    entityName: 'payments',
    path: '/system',
    title: 'System',
    api: FakeShowcallerApi.create({ now }),
  },
  {
    ...service,
    path: '/card',
    title: 'Card',
    card: true,
    api: FakeShowcallerApi.create({ now }),
  },
];
