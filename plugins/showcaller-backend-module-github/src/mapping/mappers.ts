import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import type { MappingContext } from './MappingContext';
import { mapPackage, mapRelease } from './mapArtifact';
import { mapDeployment, mapDeploymentStatus } from './mapDeployment';
import {
  mapCheckSuite,
  mapDeploymentReview,
  mapPing,
  mapStatus,
} from './mapOther';
import { mapProtectionRule, mapPullRequestForGate } from './mapGateQuestion';
import { mapPullRequest, mapPullRequestReview } from './mapPullRequest';
import { mapPush } from './mapPush';
import { mapRefChange, mapRepository } from './mapRepository';
import { mapCheckRun, mapWorkflowJob } from './mapTaskRun';
import { mapSubject, type SubjectOfEvent } from './mapSubject';
import { mapIssue, mapIssueComment } from './mapTicket';
import { mapWorkflowRun } from './mapWorkflowRun';

export type GithubMapper = (context: MappingContext) => CdEvent[];

const alert = { within: 'alert', id: 'number' };

/** Events around delivery and security that are kept without more ado. */
const subjects: Array<[event: string, SubjectOfEvent]> = [
  [
    'branch_protection_rule',
    { subject: 'branchprotection', within: 'rule', id: 'id' },
  ],
  ['code_scanning_alert', { subject: 'codescanningalert', ...alert }],
  [
    'commit_comment',
    { subject: 'commitcomment', within: 'comment', id: 'id', sha: 'commit_id' },
  ],
  ['dependabot_alert', { subject: 'dependabotalert', ...alert }],
  ['deploy_key', { subject: 'deploykey', within: 'key', id: 'id' }],
  [
    'merge_group',
    {
      subject: 'mergegroup',
      within: 'merge_group',
      id: 'head_sha',
      sha: 'head_sha',
    },
  ],
  ['page_build', { subject: 'pagebuild', id: 'id' }],
  [
    'repository_vulnerability_alert',
    { subject: 'vulnerabilityalert', within: 'alert', id: 'id' },
  ],
  ['secret_scanning_alert', { subject: 'secretscanningalert', ...alert }],
  ['workflow_dispatch', { subject: 'workflowdispatch', id: 'workflow' }],
];

/** What each of GitHub's events becomes, by the name in `X-GitHub-Event`. */
export const mappers = new Map<string, GithubMapper>([
  ['check_run', mapCheckRun],
  ['check_suite', mapCheckSuite],
  ['create', mapRefChange('created')],
  ['delete', mapRefChange('deleted')],
  ['deployment', mapDeployment],
  ['deployment_protection_rule', mapProtectionRule],
  ['deployment_review', mapDeploymentReview],
  ['deployment_status', mapDeploymentStatus],
  ['issue_comment', mapIssueComment],
  ['issues', mapIssue],
  ['package', mapPackage],
  ['ping', mapPing],
  [
    'pull_request',
    context => [...mapPullRequest(context), ...mapPullRequestForGate(context)],
  ],
  ['pull_request_review', mapPullRequestReview],
  ['pull_request_review_comment', mapPullRequestReview],
  ['pull_request_review_thread', mapPullRequestReview],
  ['public', mapRepository],
  ['push', mapPush],
  ['registry_package', mapPackage],
  ['release', mapRelease],
  ['repository', mapRepository],
  ['status', mapStatus],
  ['workflow_job', mapWorkflowJob],
  ['workflow_run', mapWorkflowRun],
  ...subjects.map(
    ([event, about]) => [event, mapSubject(about)] as [string, GithubMapper],
  ),
]);
