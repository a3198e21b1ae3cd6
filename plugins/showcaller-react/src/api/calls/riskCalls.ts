import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';
import { entityPath, pageQuery } from './paths';

type RiskCalls = Pick<
  ShowcallerApi,
  | 'getEntityRisk'
  | 'getRiskTrend'
  | 'getRiskRollup'
  | 'getAssessment'
  | 'getRiskExplanation'
  | 'getLabel'
  | 'correctLabel'
  | 'getIncidents'
>;

/** What is known about the risk of services, and what became of it. */
export function riskCalls(requests: BackendRequests): RiskCalls {
  return {
    getEntityRisk: ref => requests.get(`risk/entities/${entityPath(ref)}`),
    getRiskTrend: (ref, options) =>
      requests.get(`risk/entities/${entityPath(ref)}/trend`, {
        days: options?.days,
      }),
    getRiskRollup: ref => requests.get(`risk/rollup/${entityPath(ref)}`),
    getAssessment: id =>
      requests.get(`risk/assessments/${encodeURIComponent(id)}`),
    getRiskExplanation: id =>
      requests.get(`risk/assessments/${encodeURIComponent(id)}/explanation`),
    getLabel: id => requests.find(`risk/labels/${encodeURIComponent(id)}`),
    correctLabel: (id, request) =>
      requests.post(
        `risk/labels/${encodeURIComponent(id)}/correction`,
        request,
      ),
    getIncidents: (ref, page) =>
      requests.get(`incidents/entities/${entityPath(ref)}`, pageQuery(page)),
  };
}
