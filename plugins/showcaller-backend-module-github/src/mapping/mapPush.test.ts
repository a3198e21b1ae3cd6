import { map, repository, said } from '../__fixtures__/map';
import { commit, EARLY, push, PUSHED, SHA } from '../__fixtures__/payloads';

const CHANGE = ['change.created', `shop/payments@${SHA}`, EARLY];
const BRANCH = 'shop/payments@refs/heads/main';
const TAG = 'shop/payments@refs/tags/v1';

describe('mapPush', () => {
  const nothing = { commits: [], head_commit: null };
  const tag = { ...nothing, ref: 'refs/tags/v1' };

  it.each([
    ['commits', {}, [CHANGE]],
    [
      'a new branch',
      { created: true },
      [['branch.created', BRANCH, PUSHED], CHANGE],
    ],
    [
      'a deleted branch',
      { ...nothing, deleted: true, after: '0'.repeat(40) },
      [['branch.deleted', BRANCH, PUSHED]],
    ],
    [
      'a branch that was set back to an older commit',
      { commits: [] },
      [['showcaller-branch.updated', BRANCH, PUSHED], CHANGE],
    ],
    [
      'a push that tells no commits',
      nothing,
      [['showcaller-branch.updated', BRANCH, PUSHED]],
    ],
    [
      'a new tag',
      { ...tag, created: true, head_commit: commit },
      [['showcaller-tag.created', TAG, PUSHED]],
    ],
    ['a moved tag', tag, [['showcaller-tag.updated', TAG, PUSHED]]],
    [
      'a deleted tag',
      { ...tag, deleted: true },
      [['showcaller-tag.deleted', TAG, PUSHED]],
    ],
  ])('maps %s', (_, fields, expected) => {
    expect(said('push', { ...push, ...fields })).toEqual(expected);
  });

  it('makes each commit a change, and says where it was pushed', () => {
    const commits = Array.from({ length: 30 }, (_, index) => ({
      ...commit,
      id: index.toString(16).padStart(40, '0'),
      added: ['a'],
      modified: ['b', 'c'],
      removed: [],
    }));
    const events = map('push', {
      repository,
      ...push,
      commits,
      head_commit: commits[29],
    });
    expect(events).toHaveLength(30);
    expect(events[7]).toMatchObject({
      subject: { id: `shop/payments@${commits[7].id}` },
      customData: {
        title: 'One',
        branch: 'main',
        onDefaultBranch: true,
        filesAdded: ['a'],
        filesModified: ['b', 'c'],
        filesRemoved: [],
      },
    });
    expect(events[7].customData).not.toHaveProperty('filesTruncated');
  });

  it('says that a branch is not the default one', () => {
    const ref = 'refs/heads/topic/one';
    const [change] = map('push', { repository, ...push, ref });
    expect(change.customData).toMatchObject({
      branch: 'topic/one',
      onDefaultBranch: false,
    });
  });

  it('takes a change of 20,000 files, and says that GitHub cuts such lists', () => {
    const added = Array.from(
      { length: 20_000 },
      (_, index) => `src/${index % 100}/grün-${index}.ts`,
    );
    const commits = [{ ...commit, added, modified: [], removed: [] }];
    const [change] = map('push', {
      repository,
      ...push,
      commits,
      head_commit: null,
    });
    expect(change.customData).toMatchObject({
      filesAdded: added,
      filesTruncated: true,
    });
  });
});
