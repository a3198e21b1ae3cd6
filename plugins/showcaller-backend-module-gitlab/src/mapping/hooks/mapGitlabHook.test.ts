import { map, NOW, project, said } from '../../__fixtures__/hooks';
import { createGitlabApiMapper } from '../mapGitlabApi';

const SHA = 'a'.repeat(40);
const MERGED = 'b'.repeat(40);
const REPOSITORY = 'shop/platform/payments';
const EARLY = '2026-11-25T10:00:00.000Z';
const LATE = '2026-11-25T10:05:00.000Z';

/** What the backfill makes of the same thing. */
function fromApi(eventType: string, document: object) {
  const result = createGitlabApiMapper({ identitySalt: 'salt' }).map({
    eventType,
    headers: {},
    body: Buffer.from(
      JSON.stringify({
        project: {
          repository: REPOSITORY,
          web_url: project.web_url,
          default_branch: 'main',
        },
        ...document,
      }),
    ),
    receivedAt: NOW.toISOString(),
  });
  return 'events' in result ? result.events : [];
}

/** Everything but ids, which hang on the bodies. */
const meaning = (events: ReturnType<typeof map>) =>
  events.map(({ context, ...rest }) => {
    const { id, ...more } = context;
    return { ...rest, context: more };
  });

const pipeline = (status: string) => ({
  object_kind: 'pipeline',
  object_attributes: {
    id: 47,
    iid: 12,
    name: null,
    ref: 'main',
    sha: SHA,
    source: 'push',
    status,
    created_at: '2026-11-25 10:00:00 UTC',
    finished_at: status === 'success' ? '2026-11-25 10:05:00 UTC' : null,
    queued_duration: 60,
    url: `${project.web_url}/-/pipelines/47`,
  },
});
const job = (status: string, more: object = {}) => ({
  object_kind: 'build',
  ref: 'main',
  sha: SHA,
  build_id: 7,
  build_name: 'unit',
  build_status: status,
  build_created_at: '2026-11-25 10:00:00 UTC',
  build_started_at: status === 'created' ? null : '2026-11-25 10:01:00 UTC',
  build_finished_at: status === 'success' ? '2026-11-25 10:05:00 UTC' : null,
  retries_count: 2,
  project_id: 7,
  pipeline_id: 47,
  commit: { id: 47, sha: SHA, author_email: 'jane@example.com' },
  environment: null,
  ...more,
});
const deployment = (status: string, more: object = {}) => ({
  object_kind: 'deployment',
  status,
  status_changed_at: '2026-11-25 10:05:00 +0000',
  deployment_id: 41,
  deployable_id: 664,
  deployable_url: `${project.web_url}/-/jobs/664`,
  environment: 'eu-1',
  environment_tier: 'production',
  commit_url: `${project.web_url}/-/commit/${SHA}`,
  ref: 'main',
  ...more,
});

describe('GitLab’s webhooks and what the backfill reads of the same things', () => {
  it('agree on a pipeline', () => {
    expect(meaning(map(pipeline('success')))).toEqual(
      meaning(
        fromApi('pipeline', {
          pipeline: {
            ...pipeline('success').object_attributes,
            web_url: `${project.web_url}/-/pipelines/47`,
            started_at: '2026-11-25T10:01:00.000Z',
          },
        }),
      ),
    );
  });

  it('agree on a job, but for the number of retries', () => {
    const [{ customData, ...event }] = meaning(map(job('success')));
    const [{ customData: apiData, ...apiEvent }] = meaning(
      fromApi('job', {
        job: {
          id: 7,
          name: 'unit',
          status: 'success',
          created_at: EARLY,
          started_at: '2026-11-25T10:01:00.000Z',
          finished_at: LATE,
          pipeline: { id: 47, sha: SHA },
          web_url: `${project.web_url}/-/jobs/7`,
        },
      }),
    );
    expect(event).toEqual(apiEvent);
    expect(customData).toEqual({ ...(apiData as object), retries: 2 });
  });

  it('agree on a deployment, but for what the one does not know', () => {
    const [requested, deployed] = map(deployment('success'));
    const [apiRequested, apiDeployed] = fromApi('deployment', {
      deployment: {
        id: 41,
        sha: SHA,
        ref: 'main',
        status: 'success',
        updated_at: LATE,
        environment: { name: 'eu-1' },
        deployable: { web_url: `${project.web_url}/-/jobs/664` },
      },
    });
    expect(requested.subject).toEqual(apiRequested.subject);
    expect(deployed).toMatchObject({
      subject: apiDeployed.subject,
      context: { timestamp: apiDeployed.context.timestamp },
      customData: {
        ...(apiDeployed.customData as object),
        environmentTier: 'production',
      },
    });
  });

  it('agree on a merged merge request', () => {
    const hook = {
      object_kind: 'merge_request',
      user: { id: 3, username: 'jane' },
      object_attributes: {
        iid: 5,
        action: 'merge',
        state: 'merged',
        author_id: 3,
        title: 'Pay faster',
        url: `${project.web_url}/-/merge_requests/5`,
        source_branch: 'topic',
        target_branch: 'main',
        merge_commit_sha: MERGED,
        updated_at: LATE,
        last_commit: { id: SHA },
      },
    };
    const request = {
      iid: 5,
      sha: SHA,
      merge_commit_sha: MERGED,
      target_branch: 'main',
      title: 'Pay faster',
      web_url: `${project.web_url}/-/merge_requests/5`,
      author: { username: 'jane' },
      merged_at: LATE,
    };
    expect(meaning(map(hook))).toEqual(
      meaning(fromApi('merge_request', { merge_request: request })),
    );
    expect(
      map({ ...hook, user: { id: 4, username: 'joe' } })[0].customData,
    ).not.toHaveProperty('authorHash');
  });
});

describe('mapGitlabHook', () => {
  it.each([
    ['created', 'queued', '10:00'],
    ['waiting_for_resource', 'queued', '10:00'],
    ['preparing', 'queued', '10:00'],
    ['pending', 'queued', '10:00'],
    ['manual', 'queued', '10:00'],
    ['scheduled', 'queued', '10:00'],
    ['running', 'started', '10:01'],
    ['canceling', 'started', '10:01'],
    ['success', 'finished', '10:05'],
    ['failed', 'finished', '10:01'],
    ['canceled', 'finished', '10:01'],
    ['skipped', 'finished', '10:01'],
  ])('takes a pipeline and a job that are %s for %s', (status, phase, time) => {
    const [run] = said(pipeline(status));
    expect(run.slice(0, 2)).toEqual([
      `pipelinerun.${phase}`,
      `${REPOSITORY}#run-gitlab-47.1`,
    ]);
    const queued = phase === 'queued';
    expect(
      said(job(status, { ...(queued && { build_started_at: null }) })),
    ).toEqual([
      [
        `${queued ? 'showcaller-' : ''}taskrun.${phase}`,
        `${REPOSITORY}#task-gitlab-7`,
        `2026-11-25T${time}:00.000Z`,
      ],
    ]);
  });

  it.each([
    ['running', 'showcaller-deployment.started'],
    ['success', 'service.deployed'],
    ['failed', 'showcaller-deployment.failed'],
    ['canceled', 'showcaller-deployment.cancelled'],
  ])('takes a deployment that is %s for %s', (status, type) => {
    const subject = `${REPOSITORY}#deployment-gitlab-41`;
    expect(said(deployment(status))).toEqual([
      ['showcaller-deployment.requested', subject, LATE],
      [type, subject, LATE],
    ]);
  });

  it.each(['approved', 'rejected'])(
    'keeps that a deployment was %s apart from how it stands',
    status => {
      expect(said(deployment(status))).toEqual([
        [
          `showcaller-approval.${status}`,
          `${REPOSITORY}#approval-gitlab-41`,
          LATE,
        ],
      ]);
    },
  );

  it('says when a deployment names no commit', () => {
    expect(() => map(deployment('success', { commit_url: null }))).toThrow(
      'The payload has no commit_url that ends with a commit',
    );
  });

  it.each([
    ['open', 'change.created', EARLY],
    ['update', 'change.updated', LATE],
    ['reopen', 'change.updated', LATE],
    ['close', 'change.abandoned', LATE],
    ['approved', 'change.reviewed', LATE],
    ['approval', 'change.reviewed', LATE],
    ['unapproved', 'change.reviewed', LATE],
    ['merge', 'change.merged', LATE],
    [undefined, 'change.updated', LATE],
  ])('takes %s of a merge request for %s', (action, type, at) => {
    const attributes = {
      iid: 5,
      action,
      created_at: EARLY,
      updated_at: LATE,
      last_commit: { id: SHA },
    };
    expect(
      said({ object_kind: 'merge_request', object_attributes: attributes }),
    ).toEqual([[type, `${REPOSITORY}@${SHA}`, at]]);
  });

  it('takes a comment of another person than the author for a review', () => {
    const note = (author_id: number, more: object = {}) => ({
      object_kind: 'note',
      object_attributes: {
        noteable_type: 'MergeRequest',
        author_id,
        updated_at: LATE,
        ...more,
      },
      merge_request: { iid: 5, author_id: 3, last_commit: { id: SHA } },
    });
    expect(said(note(4))).toEqual([
      ['change.reviewed', `${REPOSITORY}@${SHA}`, LATE],
    ]);
    expect(() => map(note(3))).toThrow('no use for this note');
    expect(() => map(note(4, { system: true }))).toThrow('no use for');
  });

  it.each([
    ['0'.repeat(40), SHA, 'created'],
    [SHA, '0'.repeat(40), 'deleted'],
  ])('sees a branch and a tag come and go', (before, after, what) => {
    const push = { before, after, ref: 'refs/heads/x', commits: [] };
    expect(said({ object_kind: 'push', ...push })).toEqual([
      [`branch.${what}`, `${REPOSITORY}@refs/heads/x`, NOW.toISOString()],
    ]);
    expect(
      said({ object_kind: 'tag_push', ...push, ref: 'refs/tags/v1' }),
    ).toEqual([
      [
        `showcaller-tag.${what}`,
        `${REPOSITORY}@refs/tags/v1`,
        NOW.toISOString(),
      ],
    ]);
  });

  it.each([
    ['create', 'artifact.published', EARLY],
    ['update', 'showcaller-release.updated', NOW.toISOString()],
    ['delete', 'showcaller-release.deleted', NOW.toISOString()],
  ])('takes %s of a release for %s', (action, type, at) => {
    expect(
      said({
        object_kind: 'release',
        action,
        tag: 'v1 rc',
        created_at: EARLY,
        commit: { id: SHA },
      }),
    ).toEqual([[type, `pkg:gitlab/${REPOSITORY}@v1%20rc`, at]]);
  });

  it('finds the project of a job that tells its address only, below the address of the instance', () => {
    const payload = {
      ...job('success'),
      project: undefined,
      repository: { homepage: 'https://git.example.com/gitlab/Shop/Payments' },
    };
    const subjectOf = (headers: Record<string, string>) =>
      map(payload, { headers })[0].subject.id;
    expect(
      subjectOf({ 'x-gitlab-instance': 'https://git.example.com/gitlab' }),
    ).toBe('shop/payments#task-gitlab-7');
    expect(subjectOf({})).toBe('gitlab/shop/payments#task-gitlab-7');
  });
});
