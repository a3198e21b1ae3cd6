import type {
  CdEvent,
  GateRequestData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';
import { CHECK_RUN, PROTECTION_RULE } from '../gate/names';
import { entityOf } from './mapDeployment';
import { MappingContext, predicateOf } from './MappingContext';

/** Actions after which another head may be merged. */
const ASKING = new Set([
  'opened',
  'ready_for_review',
  'reopened',
  'synchronize',
]);

/** A deployment waits for an answer of ours; the address for it names the run. */
export function mapProtectionRule(context: MappingContext): CdEvent[] {
  context.requireRepository();
  const { action, payload, repository } = context;
  const deployment = payload.child('deployment');
  const id = deployment?.requireId('id') ?? 'unknown';
  return [
    context.event(['gate', predicateOf(action)], {
      subjectId: `${repository}#gate-${id}`,
      content: {
        deployment: `${repository}#deployment-${id}`,
        environment: payload.text('environment') ?? 'unknown',
      },
      at: deployment?.time('updated_at') ?? deployment?.time('created_at'),
      sha: deployment?.text('sha'),
      data:
        deployment && context.gate?.protectionRule && action === 'requested'
          ? protectionRuleQuestion(context, deployment, context.gate.host)
          : undefined,
    }),
  ];
}

function protectionRuleQuestion(
  context: MappingContext,
  deployment: Payload,
  host: string,
): GateRequestData | undefined {
  const { payload, repository } = context;
  const sha = deployment.text('sha');
  const environment =
    payload.text('environment') ?? deployment.text('environment');
  const callbackUrl = payload.text('deployment_callback_url')?.slice(0, 1_000);
  const runId = /\/actions\/runs\/(\d{1,20})\/deployment_protection_rule$/.exec(
    callbackUrl ?? '',
  )?.[1];
  if (!sha || !environment || !callbackUrl || !runId) {
    return undefined;
  }
  return {
    kind: 'gateRequest',
    repository,
    sha,
    environment,
    stage: 'pre-deploy',
    pullRequest: payload.children('pull_requests')[0]?.number('number'),
    entity: entityOf(deployment),
    requestedBy:
      deployment.child('creator')?.text('login') ??
      payload.child('sender')?.text('login'),
    responder: PROTECTION_RULE,
    target: {
      host,
      ...ownerAndName(repository),
      runId,
      environment,
      callbackUrl,
    },
  };
}

/** A pull request asks whether it may be merged, where that is configured; drafts do not. */
export function mapPullRequestForGate(context: MappingContext): CdEvent[] {
  const { action, gate, payload, repository } = context;
  const pullRequest = payload.requireChild('pull_request');
  const sha = pullRequest.requireChild('head').requireText('sha');
  if (!gate?.preMerge || !ASKING.has(action) || pullRequest.flag('draft')) {
    return [];
  }
  const number = Number(pullRequest.requireId('number'));
  const data: GateRequestData = {
    kind: 'gateRequest',
    repository,
    sha,
    stage: 'pre-merge',
    pullRequest: number,
    requestedBy: pullRequest.child('user')?.text('login'),
    responder: CHECK_RUN,
    target: {
      host: gate.host,
      ...ownerAndName(repository),
      pullRequest: number,
      sha,
    },
  };
  return [
    context.event(['gate', 'requested'], {
      subjectId: `${repository}#gate-pull-${number}`,
      content: { pullRequest: `${repository}#${number}` },
      at: pullRequest.time('updated_at') ?? pullRequest.time('created_at'),
      sha,
      data,
    }),
  ];
}

function ownerAndName(repository: string): { owner: string; repo: string } {
  const [owner, repo] = repository.split('/');
  return { owner, repo };
}
