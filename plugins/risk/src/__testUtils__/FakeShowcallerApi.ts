import { NotFoundError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import {
  pageOf,
  sampleDeployments,
  samplePipelineRuns,
  sampleRollup,
  sampleTrend,
} from './sampleDelivery';
import { sampleExplanation } from './sampleExplanation';
import { sampleGateDetail, sampleGateRows } from './sampleGate';
import { sampleIncidents, sampleLabel, sampleModelCard } from './sampleOutcome';
import { sampleEntityRisk } from './sampleRisk';

type RiskCalls = Pick<
  ShowcallerApi,
  | 'getEntityRisk'
  | 'getRiskTrend'
  | 'getRiskRollup'
  | 'getRiskExplanation'
  | 'getLabel'
  | 'correctLabel'
  | 'getIncidents'
  | 'getModel'
  | 'getDeployments'
  | 'getPipelineRuns'
  | 'getGateDecision'
  | 'getGateDecisions'
>;

function samples(now: Date): RiskCalls {
  return {
    getEntityRisk: async entityRef => sampleEntityRisk({ entityRef }, now),
    getRiskTrend: async () => sampleTrend(now),
    getRiskRollup: async () => sampleRollup(now),
    getRiskExplanation: async () => sampleExplanation({}, now),
    getLabel: async () =>
      sampleLabel(
        {
          outcome: 'pending',
          reasons: [],
          explanation: 'It has not started.',
        },
        now,
      ),
    correctLabel: async (_, { outcome, reason }) =>
      sampleLabel(
        {
          outcome,
          reasons: ['corrected'],
          correction: {
            outcome,
            reason,
            by: 'user:default/jane',
            at: now.toISOString(),
          },
        },
        now,
      ),
    getIncidents: async (_, page) => pageOf(sampleIncidents(now), page),
    getModel: async () => sampleModelCard(),
    getDeployments: async (_, page) => pageOf(sampleDeployments(now), page),
    getGateDecision: async () => sampleGateDetail({}, now),
    getGateDecisions: async (_, page) => pageOf(sampleGateRows(now), page),
    getPipelineRuns: async (_, page) => pageOf(samplePipelineRuns(now), page),
  };
}

/** Answers of a backend as the Risk tab asks for them, from the samples or as given. */
export const FakeShowcallerApi = {
  create(options: { now?: Date } & Partial<RiskCalls> = {}): ShowcallerApi {
    const { now = new Date(), ...answers } = options;
    const known: Partial<ShowcallerApi> = { ...samples(now), ...answers };
    return new Proxy(known as ShowcallerApi, {
      get: (_, name) =>
        known[name as keyof ShowcallerApi] ??
        (async () => {
          throw new NotFoundError(
            `The sample has no answer to ${String(name)}`,
          );
        }),
    });
  },
};
