import {
  isVendorError,
  webAddress,
  type GateResponder,
  type GateResponsePlan,
  type GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { STATUS_CHECK_RESPONDER } from '../mapping/hooks/mergeRequestQuestions';
import { targetText, type GitlabGate } from './GitlabGate';

const CONFLICT = 409;
const statuses = { pass: 'passed', fail: 'failed', pending: 'pending' };

/**
 * Answers an external status check of a merge request. GitLab fails a check that is pending for two minutes; what is
 * answered later changes it again.
 */
export function createStatusCheckResponder(options: {
  gate: GitlabGate;
}): GateResponder {
  const { gate } = options;

  const look = async (
    request: GateResponseRequest,
  ): Promise<GateResponsePlan & { url?: string }> => {
    const iid = targetText(request, 'iid');
    const checkId = targetText(request, 'checkId');
    const { sha } = request.evaluation.change;
    const place = ['merge_requests', iid];
    const mergeRequest = await gate.readObject(request, place);
    const url = webAddress(mergeRequest.text('web_url'));
    const state = mergeRequest.text('state');
    if (state !== 'opened') {
      return { requests: [], url, note: `Merge request ${iid} is ${state}` };
    }
    if (mergeRequest.text('sha') !== sha) {
      return {
        requests: [],
        url,
        note: `Merge request ${iid} has another head than ${sha} by now, which is asked about anew`,
      };
    }
    const checks = await gate.readList(request, [...place, 'status_checks']);
    const wanted = statuses[request.evaluation.verdict];
    const now = checks
      .find(check => check.requireId('id') === checkId)
      ?.text('status');
    return now === wanted
      ? { requests: [], url }
      : {
          url,
          requests: [
            gate.planned(request, [...place, 'status_check_responses'], {
              external_status_check_id: Number(checkId),
              sha,
              status: wanted,
            }),
          ],
        };
  };

  return {
    id: STATUS_CHECK_RESPONDER,
    tellsProgress: true,
    describe: ({ iid, project, host }) =>
      `status check of merge request ${iid} of ${project} on ${host}`,
    plan: async request => {
      const { requests, note } = await look(request);
      return { requests, ...(note !== undefined && { note }) };
    },
    async apply(request) {
      try {
        await gate.sendAll(request);
      } catch (error) {
        // The head moved between the look and the answer: the new one is asked about anew.
        if (!isVendorError(error) || error.status !== CONFLICT) {
          throw error;
        }
      }
    },
    async observe(request) {
      const { requests, url } = await look(request);
      return { answered: requests.length === 0, url };
    },
  };
}
