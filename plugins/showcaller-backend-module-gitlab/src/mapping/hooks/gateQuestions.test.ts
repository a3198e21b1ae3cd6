import type { GateRequestData } from '@showcaller/backstage-plugin-showcaller-common';
import { map, NOW, project, secrets } from '../../__fixtures__/hooks';
import { createGitlabWebhookSource } from '../../gitlabWebhookSource';

const SHA = 'a'.repeat(40);
const user = { id: 3, username: 'jane' };

/** Subject and data of what the gate is asked. */
const asked = (...given: Parameters<typeof map>) =>
  map(...given)
    .filter(({ context }) => context.type.includes('showcaller-gate.requested'))
    .map(({ context, subject, customData }) => ({
      event: context.id,
      at: context.timestamp,
      id: subject.id,
      data: customData as GateRequestData,
    }));

const deployment = (status: string, more: object = {}) => ({
  object_kind: 'deployment',
  status,
  user,
  deployment_id: 41,
  deployable_id: 664,
  environment: 'production',
  commit_url: `${project.web_url}/-/commit/${SHA}`,
  ...more,
});
const build = (more: object = {}) => ({
  id: 664,
  status: 'manual',
  when: 'on_success',
  allow_failure: false,
  environment: { name: 'production', action: 'start' },
  ...more,
});
const pipeline = (builds: object[], status = 'manual') => ({
  object_kind: 'pipeline',
  user,
  object_attributes: { id: 47, sha: SHA, status },
  builds,
});
const job = (more: object = {}) => ({
  object_kind: 'build',
  user,
  sha: SHA,
  build_id: 664,
  build_status: 'manual',
  project_id: 7,
  commit: { id: 47 },
  environment: { name: 'production', action: 'start' },
  ...more,
});
const mergeRequest = (more: object = {}, attributes: object = {}) => ({
  object_kind: 'merge_request',
  user,
  object_attributes: {
    iid: 5,
    state: 'opened',
    action: 'update',
    last_commit: { id: SHA },
    ...attributes,
  },
  ...more,
});
const check = { external_approval_rule: { id: 2, name: 'QA' } };

describe('what the gate is asked because of webhooks of GitLab', () => {
  it.each(['blocked', 'created'])(
    'is about a deployment that is %s',
    status => {
      expect(asked(deployment(status))).toEqual([
        {
          event: expect.any(String),
          at: NOW.toISOString(),
          id: 'shop/platform/payments#gate-gitlab-job-664',
          data: {
            kind: 'gateRequest',
            repository: 'shop/platform/payments',
            sha: SHA,
            environment: 'production',
            stage: 'pre-deploy',
            requestedBy: 'jane',
            responder: 'gitlab-deployment-approval',
            target: {
              host: 'gitlab.example.com',
              project: 'Shop/Platform/Payments',
              projectId: 7,
              deploymentId: '41',
              jobId: '664',
              environment: 'production',
            },
          },
        },
      ]);
    },
  );

  it('is one question, whichever hook asks it', () => {
    const ids = [deployment('blocked'), job(), pipeline([build()])].map(
      payload => asked(payload)[0],
    );
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(new Set(ids.map(({ event }) => event)).size).toBe(1);
    const others = [job({ build_id: 665 }), job({ sha: 'b'.repeat(40) })];
    for (const other of others) {
      expect(asked(other)[0].event).not.toBe(ids[0].event);
    }
    expect(asked(job())[0].data.target).toEqual({
      host: 'gitlab.example.com',
      project: 'Shop/Platform/Payments',
      projectId: 7,
      jobId: '664',
      environment: 'production',
    });
    expect(asked(deployment('blocked', { deployable_id: null }))[0].id).toBe(
      'shop/platform/payments#gate-gitlab-deployment-41',
    );
  });

  it.each([
    ['a deployment that runs', deployment('running')],
    ['a deployment that somebody approved', deployment('approved')],
    ['a job that runs', job({ build_status: 'running' })],
    ['a job without an environment', job({ environment: null })],
    [
      'a job that stops an environment',
      job({ environment: { name: 'review/1', action: 'stop' } }),
    ],
    ['a pipeline that goes on', pipeline([build()], 'running')],
    [
      'a manual job that may be left out',
      pipeline([build({ when: 'manual', allow_failure: true })]),
    ],
    ['a merge request without a check', mergeRequest()],
    ['a merged merge request', mergeRequest(check, { state: 'merged' })],
  ])('is nothing because of %s', (_what, payload) => {
    expect(asked(payload)).toEqual([]);
  });

  it('is about a merge request when an external status check asks', () => {
    expect(
      asked(mergeRequest(check, { action: undefined }), {
        eventType: 'External Status Check',
      }),
    ).toEqual([
      {
        event: expect.any(String),
        at: NOW.toISOString(),
        id: `shop/platform/payments#gate-gitlab-check-2-5-${SHA}`,
        data: {
          kind: 'gateRequest',
          repository: 'shop/platform/payments',
          sha: SHA,
          stage: 'pre-merge',
          pullRequest: 5,
          requestedBy: 'jane',
          responder: 'gitlab-status-check',
          target: {
            host: 'gitlab.example.com',
            project: 'Shop/Platform/Payments',
            projectId: 7,
            iid: 5,
            sha: SHA,
            checkId: '2',
          },
        },
      },
    ]);
  });

  it('is about the head of an open merge request where commit statuses are configured', () => {
    const source = createGitlabWebhookSource({
      secrets,
      identitySalt: undefined,
      questions: {
        deploymentApprovals: false,
        statusChecks: false,
        commitStatus: true,
      },
    });
    const of = (payload: object) =>
      asked(payload, {}, source).map(({ data }) => data.responder);
    expect(of(mergeRequest())).toEqual(['gitlab-commit-status']);
    expect(of(mergeRequest({}, { action: 'approved' }))).toEqual([]);
    expect(of(mergeRequest(check))).toEqual([]);
    expect(of(deployment('blocked'))).toEqual([]);
  });
});
