import { map, RECEIVED_AT, repository, said } from '../__fixtures__/map';
import {
  deployment,
  EARLY,
  LATE,
  push,
  PUSHED,
  run,
  SHA,
} from '../__fixtures__/payloads';

const REPOSITORY = 'shop/payments';

describe('mappers', () => {
  it.each([
    ['create', 'branch', 'branch.created', 'refs/heads/x'],
    ['delete', 'branch', 'branch.deleted', 'refs/heads/x'],
    ['create', 'tag', 'showcaller-tag.created', 'refs/tags/x'],
    ['delete', 'tag', 'showcaller-tag.deleted', 'refs/tags/x'],
  ])('map %s of a %s', (eventType, refType, type, ref) => {
    expect(said(eventType, { ref: 'x', ref_type: refType })).toEqual([
      [type, `${REPOSITORY}@${ref}`, PUSHED],
    ]);
  });

  it.each([
    ['repository', 'created', 'repository.created', EARLY],
    ['repository', 'deleted', 'repository.deleted', LATE],
    ['repository', 'archived', 'repository.modified', LATE],
    ['public', undefined, 'repository.modified', LATE],
  ])('map %s %s', (eventType, action, type, at) => {
    const times = { created_at: EARLY, updated_at: LATE };
    expect(
      said(eventType, { action, repository: { ...repository, ...times } }),
    ).toEqual([[type, REPOSITORY, at]]);
  });

  const issue = { number: 6, created_at: EARLY, updated_at: LATE, user: null };
  it.each([
    ['issues', 'opened', {}, 'ticket.created', EARLY],
    ['issues', 'labeled', { labels: null }, 'ticket.updated', LATE],
    ['issues', 'closed', { closed_at: EARLY }, 'ticket.closed', EARLY],
    ['issues', 'deleted', {}, 'ticket.closed', LATE],
    ['issue_comment', 'deleted', {}, 'ticket.updated', LATE],
  ])('map %s %s', (eventType, action, fields, type, at) => {
    expect(said(eventType, { action, issue: { ...issue, ...fields } })).toEqual(
      [[type, `${REPOSITORY}#issue-6`, at]],
    );
  });

  const status = { sha: SHA, context: 'ci', updated_at: LATE };
  const suite = { id: 8, created_at: EARLY };
  const alert = { number: 3, created_at: EARLY };
  it.each([
    [
      'status',
      { ...status, state: 'success' },
      'showcaller-commitstatus.finished',
      `@${SHA}#ci`,
      LATE,
    ],
    [
      'status',
      { ...status, state: 'pending' },
      'showcaller-commitstatus.queued',
      `@${SHA}#ci`,
      LATE,
    ],
    [
      'check_suite',
      { action: 'completed', check_suite: { ...suite, updated_at: LATE } },
      'showcaller-checksuite.finished',
      '#checksuite-8',
      LATE,
    ],
    [
      'check_suite',
      { action: 'rerequested', check_suite: suite },
      'showcaller-checksuite.requested',
      '#checksuite-8',
      EARLY,
    ],
    [
      'deployment_review',
      { action: 'approved', workflow_run: run, since: EARLY },
      'showcaller-approval.approved',
      '#approval-30',
      EARLY,
    ],
    [
      'deployment_protection_rule',
      { action: 'requested', deployment },
      'showcaller-gate.requested',
      '#gate-40',
      EARLY,
    ],
    [
      'merge_group',
      { action: 'checks_requested', merge_group: { head_sha: SHA } },
      'showcaller-mergegroup.checksrequested',
      `#mergegroup-${SHA}`,
      RECEIVED_AT,
    ],
    [
      'code_scanning_alert',
      { action: 'created', alert },
      'showcaller-codescanningalert.created',
      '#codescanningalert-3',
      EARLY,
    ],
    [
      'dependabot_alert',
      { action: 'fixed', alert: { ...alert, updated_at: LATE } },
      'showcaller-dependabotalert.fixed',
      '#dependabotalert-3',
      LATE,
    ],
    [
      'workflow_dispatch',
      { workflow: '.github/workflows/ci.yaml' },
      'showcaller-workflowdispatch.changed',
      '#workflowdispatch-.github/workflows/ci.yaml',
      RECEIVED_AT,
    ],
  ])('map %s %j', (eventType, payload, type, subject, at) => {
    expect(said(eventType, payload)).toEqual([
      [type, `${REPOSITORY}${subject}`, at],
    ]);
  });

  it.each([
    [{}, 'Shop/Payments'],
    [{ repository: null, organization: { login: 'Shop' } }, 'Shop'],
    [{ repository: null }, 'unknown'],
  ])('map a ping with %j', (fields, owner) => {
    const payload = { repository, hook_id: 9, hook: null, ...fields };
    const [pinged] = map('ping', payload);
    expect(pinged.context.source).toBe(`https://github.com/${owner}`);
    expect(said('ping', payload)).toEqual([
      ['showcaller-webhook.pinged', 'hook-9', RECEIVED_AT],
    ]);
  });

  it('tie push, run and deployment of a commit together', () => {
    const events = [
      ...map('push', { repository, ...push }),
      ...map('workflow_run', { repository, workflow_run: run }),
      ...map('deployment', { repository, deployment }),
    ];
    const chains = new Set(events.map(({ context }) => context.chainId));
    expect([...chains]).toEqual([expect.stringMatching(/^[0-9a-f-]{36}$/)]);
  });

  it.each([
    ['push', { repository: null, ref: 'refs/heads/main' }, 'repository'],
    ['push', { commits: [{}], ref: 'refs/heads/main' }, 'commits[0].id'],
    ['push', {}, 'ref'],
    ['workflow_run', {}, 'workflow_run'],
    ['workflow_run', { workflow_run: {} }, 'workflow_run.id'],
    ['deployment', { deployment: { id: 1, sha: '' } }, 'deployment.sha'],
    [
      'deployment_status',
      { deployment, deployment_status: {} },
      'deployment_status.state',
    ],
    ['pull_request', { pull_request: { head: null } }, 'pull_request.head'],
    ['ping', {}, 'hook_id'],
  ])('name what a %s payload lacks', (eventType, fields, field) => {
    expect(() => map(eventType, { repository, ...fields })).toThrow(
      `The payload has no ${field} (`,
    );
  });
});
