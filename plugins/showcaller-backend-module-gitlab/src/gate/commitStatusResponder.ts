import type {
  GateResponder,
  GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { COMMIT_STATUS_RESPONDER } from '../mapping/hooks/mergeRequestQuestions';
import type { GitlabGate } from './GitlabGate';

const NAME = 'Showcaller gate';
/** GitLab takes no longer descriptions. */
const LONGEST_DESCRIPTION = 255;
const states = { pass: 'success', fail: 'failed', pending: 'pending' };

/** Tells the gate's answer by a commit status at the head of a merge request, which every edition of GitLab has. */
export function createCommitStatusResponder(options: {
  gate: GitlabGate;
}): GateResponder {
  const { gate } = options;

  const planFor = async (request: GateResponseRequest) => {
    const { evaluation } = request;
    const { sha } = evaluation.change;
    const state = states[evaluation.verdict];
    const description = evaluation.explanation.slice(0, LONGEST_DESCRIPTION);
    const statuses = await gate.readList(
      request,
      ['repository', 'commits', sha, 'statuses'],
      { name: NAME, per_page: 100 },
    );
    const newest = statuses
      .filter(status => status.text('name') === NAME)
      .sort((a, b) => (b.number('id') ?? 0) - (a.number('id') ?? 0))
      .at(0);
    const told =
      newest?.text('status') === state &&
      (newest?.text('description') === description || state === 'pending');
    return {
      requests: told
        ? []
        : [
            gate.planned(request, ['statuses', sha], {
              state,
              name: NAME,
              description,
              target_url: evaluation.evidenceUrl,
            }),
          ],
    };
  };

  return {
    id: COMMIT_STATUS_RESPONDER,
    tellsProgress: true,
    describe: ({ iid, project, host }) =>
      `commit status of merge request ${iid} of ${project} on ${host}`,
    plan: planFor,
    apply: request => gate.sendAll(request),
    async observe(request) {
      const { requests } = await planFor(request);
      return { answered: requests.length === 0 };
    },
  };
}
