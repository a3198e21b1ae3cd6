import { gitlabTarget } from './gitlabTarget';

const targetOf = (annotations: Record<string, string>) =>
  gitlabTarget(annotations, { host: 'gitlab.com' });

describe('gitlabTarget', () => {
  it.each([
    [{}, undefined],
    [
      {
        'gitlab.com/project-slug': 'a/b',
        'gitlab.com/instance': 'git.example.com',
      },
      undefined,
    ],
    [
      { 'gitlab.com/project-slug': 'a/b', 'gitlab.com/instance': 'gitlab.com' },
      'a/b',
    ],
  ])('reads of %j the project %s', (annotations, id) => {
    expect(targetOf(annotations as Record<string, string>)).toEqual(
      id && { id, repository: id, project: id },
    );
  });

  it.each(['payments', '../x', 'a/../b', 'a//b', 'a/b?x=1'])(
    'refuses the slug %j',
    slug => {
      expect(() => targetOf({ 'gitlab.com/project-slug': slug })).toThrow(
        'must be group/project',
      );
    },
  );
});
