import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import type { MappingContext } from './MappingContext';
import { mapPackage, mapRelease } from './mapArtifact';
import { mapDeployment, mapDeploymentStatus } from './mapDeployment';
import {
  mapCheckSuite,
  mapDeploymentProtectionRule,
  mapDeploymentReview,
  mapPing,
  mapStatus,
} from './mapOther';
import { mapPullRequest, mapPullRequestReview } from './mapPullRequest';
import { mapPush } from './mapPush';
import { mapRefChange, mapRepository } from './mapRepository';
import { mapCheckRun, mapWorkflowJob } from './mapTaskRun';
import { mapIssue } from './mapTicket';
import { mapWorkflowRun } from './mapWorkflowRun';

export type GithubMapper = (context: MappingContext) => CdEvent[];

/** What each of GitHub's events becomes, by the name in `X-GitHub-Event`. */
export const mappers = new Map<string, GithubMapper>([
  ['check_run', mapCheckRun],
  ['check_suite', mapCheckSuite],
  ['create', mapRefChange('created')],
  ['delete', mapRefChange('deleted')],
  ['deployment', mapDeployment],
  ['deployment_protection_rule', mapDeploymentProtectionRule],
  ['deployment_review', mapDeploymentReview],
  ['deployment_status', mapDeploymentStatus],
  ['issues', mapIssue],
  ['package', mapPackage],
  ['ping', mapPing],
  ['pull_request', mapPullRequest],
  ['pull_request_review', mapPullRequestReview],
  ['pull_request_review_comment', mapPullRequestReview],
  ['pull_request_review_thread', mapPullRequestReview],
  ['push', mapPush],
  ['registry_package', mapPackage],
  ['release', mapRelease],
  ['repository', mapRepository],
  ['status', mapStatus],
  ['workflow_job', mapWorkflowJob],
  ['workflow_run', mapWorkflowRun],
]);
