import type {
  CdEvent,
  GateRequestData,
} from '@showcaller/backstage-plugin-showcaller-common';
import { gateRequested } from './gateRequested';
import type { HookItem } from './HookItem';

/** Answered by the responders of the same names. */
export const STATUS_CHECK_RESPONDER = 'gitlab-status-check';
export const COMMIT_STATUS_RESPONDER = 'gitlab-commit-status';

/** Actions after which another commit may be at the head. */
const asking = new Set(['open', 'reopen', 'update']);

/** What the gate is asked about an open merge request: by an external status check, or for a commit status. */
export function mergeRequestGateRequests(
  item: HookItem,
  action: string,
): CdEvent[] {
  const { payload, repository, project, host, questions, events } = item;
  const request = payload.requireChild('object_attributes');
  const check = payload.child('external_approval_rule');
  const state = request.text('state') ?? 'opened';
  const wanted = check
    ? questions.statusChecks
    : questions.commitStatus && asking.has(action);
  if (!wanted || state !== 'opened') {
    return [];
  }
  const sha = request.requireChild('last_commit').requireText('id');
  const iid = Number(request.requireId('iid'));
  const projectId = payload.child('project')?.number('id');
  const checkId = check?.requireId('id');
  const data: GateRequestData = {
    kind: 'gateRequest',
    repository,
    sha,
    stage: 'pre-merge',
    pullRequest: iid,
    requestedBy: payload.child('user')?.text('username'),
    responder: check ? STATUS_CHECK_RESPONDER : COMMIT_STATUS_RESPONDER,
    target: {
      host,
      project,
      iid,
      sha,
      ...(projectId !== undefined && { projectId }),
      ...(checkId !== undefined && { checkId }),
    },
  };
  const what = check ? `check-${checkId}` : 'commit';
  return [
    gateRequested(events, {
      subjectId: `${repository}#gate-gitlab-${what}-${iid}-${sha}`,
      content: { change: `${repository}@${sha}` },
      data,
    }),
  ];
}
