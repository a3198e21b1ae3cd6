import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';

type ModelCalls = Pick<
  ShowcallerApi,
  | 'getModel'
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

/** The models that score: how good they are, how they learn, which of them serves. */
export function modelCalls(requests: BackendRequests): ModelCalls {
  return {
    getModel: () => requests.get('risk/model'),
    getModelHealth: () => requests.get('risk/models'),
    getModelEvaluation: hash =>
      requests.find(`risk/models/${encodeURIComponent(hash)}/evaluation`),
    getDrift: () => requests.find('risk/drift'),
    startTraining: () => requests.post('risk/models/train'),
    cancelTraining: id =>
      requests.post(`risk/models/train/${encodeURIComponent(id)}/cancel`),
    promoteModel: (hash, reason) =>
      requests.post(`risk/models/${encodeURIComponent(hash)}/promote`, {
        reason,
      }),
    rollBackModel: reason => requests.post('risk/models/rollback', { reason }),
    getDecisionFeedback: days => requests.get('risk/feedback', { days }),
    getFeedbackReports: () => requests.get('risk/reports'),
  };
}
