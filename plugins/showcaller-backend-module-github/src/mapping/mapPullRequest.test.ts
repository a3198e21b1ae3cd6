import { map, repository, said } from '../__fixtures__/map';
import {
  EARLY,
  LATE,
  MERGE_SHA,
  pullRequest,
  SHA,
} from '../__fixtures__/payloads';

const HEAD = `shop/payments@${SHA}`;
const merged = {
  ...pullRequest,
  merged: true,
  merged_at: EARLY,
  merge_commit_sha: MERGE_SHA,
};

describe('mapPullRequest', () => {
  it.each([
    ['opened', 'change.created', EARLY],
    ['synchronize', 'change.updated', LATE],
    ['reopened', 'change.updated', LATE],
    ['edited', 'change.updated', LATE],
    ['never_seen', 'change.updated', LATE],
    ['closed', 'change.abandoned', LATE],
  ])('maps %s', (action, type, at) => {
    const payload = { action, pull_request: pullRequest };
    expect(said('pull_request', payload)).toEqual([[type, HEAD, at]]);
  });

  it('maps a merge to the commit that it made', () => {
    const payload = { action: 'closed', pull_request: merged };
    expect(said('pull_request', payload)).toEqual([
      ['change.merged', `shop/payments@${MERGE_SHA}`, EARLY],
    ]);
  });

  it('takes the size of the pull request to its merge commit', () => {
    const [change] = map('pull_request', {
      action: 'closed',
      repository,
      pull_request: {
        ...merged,
        additions: 10,
        deletions: 0,
        changed_files: 3,
      },
    });
    expect(change.customData).toMatchObject({
      sha: MERGE_SHA,
      branch: 'main',
      onDefaultBranch: true,
      linesAdded: 10,
      linesDeleted: 0,
      filesChanged: 3,
      pullRequest: { number: 5, headSha: SHA },
    });
  });

  it('leaves out what the payload does not tell', () => {
    const [change] = map('pull_request', {
      action: 'opened',
      repository,
      pull_request: { ...pullRequest, title: '' },
    });
    expect(change.subject.content).not.toHaveProperty('description');
    expect(change.customData).toEqual({
      kind: 'change',
      repository: 'shop/payments',
      sha: SHA,
      branch: 'topic',
      pullRequest: { number: 5, headSha: SHA },
    });
  });
});

describe('mapPullRequestReview', () => {
  it.each([
    [
      'pull_request_review',
      { review: { commit_id: SHA, submitted_at: EARLY } },
    ],
    ['pull_request_review_comment', { comment: { updated_at: EARLY } }],
    ['pull_request_review_thread', { thread: { updated_at: EARLY } }],
  ])('maps a %s', (eventType, fields) => {
    const payload = { action: 'any', pull_request: pullRequest, ...fields };
    expect(said(eventType, payload)).toEqual([
      ['change.reviewed', HEAD, EARLY],
    ]);
  });
});
