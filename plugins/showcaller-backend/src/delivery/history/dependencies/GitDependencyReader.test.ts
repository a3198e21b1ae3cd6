import { ConfigReader } from '@backstage/config';
import path from 'node:path';
import { GeneratedRepository } from '../__fixtures__/GeneratedRepository';
import { GitLocations, GitMirrors } from '../git';
import { GitThread } from '../git/GitThread';
import { GitDependencyReader } from './GitDependencyReader';

jest.setTimeout(60_000);

describe('GitDependencyReader', () => {
  const repository = GeneratedRepository.create('pay.git');
  afterAll(() => repository.remove());

  function createReader() {
    const config = new ConfigReader({
      showcaller: { git: { root: path.dirname(repository.gitDir) } },
    });
    return GitDependencyReader.create({
      locations: GitLocations.create({ config }),
      mirrors: GitMirrors.create({ config }),
      imports: {
        targetFor: name =>
          name === 'shop/pay'
            ? { repository: name, location: 'pay.git', entityRefs: [] }
            : undefined,
      },
    });
  }

  it('compares two revisions once, and says what it does not hold', async () => {
    await repository.write(
      [1, 2, 3].map(time => ({
        author: 'a',
        time,
        message: 'x',
        operations: [{ op: 'change', path: 'a.txt', added: 1, deleted: 0 }],
      })),
    );
    const [first, second, third] = repository
      .git('rev-list', '--reverse', 'main')
      .split('\n');
    const asked = jest.spyOn(GitThread.shared(), 'compareDependencies');
    const reader = createReader();
    const compare = (base: string, head: string, name = 'shop/pay') =>
      reader.compare({ repository: name, base, head });

    for (let i = 0; i < 2; i++) {
      await expect(compare(first, second)).resolves.toMatchObject({
        kind: 'unknown',
        missingReason: expect.stringContaining('no lock file'),
      });
    }
    expect(asked).toHaveBeenCalledTimes(1);
    await compare(second, third);
    expect(asked.mock.calls[1][0]).toMatchObject({ hasLockFiles: false });

    const nowhere = 'f'.repeat(40);
    await expect(compare(first, nowhere)).resolves.toEqual({
      kind: 'unknown',
      missingReason:
        'the git repository of this component does not hold revision ffffffff',
      mayComeLater: true,
    });
    await expect(compare(nowhere, first)).resolves.toMatchObject({
      mayComeLater: false,
    });
    await expect(compare(first, second, 'a/b')).resolves.toMatchObject({
      missingReason: 'no git repository is configured for this component',
    });
  });
});
