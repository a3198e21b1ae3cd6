import { githubTarget } from './githubTarget';

const CONFIG = { otherHosts: ['ghe.example.com'] };

describe('githubTarget', () => {
  it.each([
    [{ 'github.com/project-slug': 'Shop/Payments' }, 'shop/payments'],
    [{ 'github.com/project-slug': ' shop/pay.ments-2 ' }, 'shop/pay.ments-2'],
    [{}, undefined],
    [
      {
        'github.com/project-slug': 'shop/payments',
        'backstage.io/source-location':
          'url:https://ghe.example.com/shop/payments/',
      },
      undefined,
    ],
    [
      {
        'github.com/project-slug': 'shop/payments',
        'backstage.io/source-location': 'url:https://github.com/shop/payments/',
      },
      'shop/payments',
    ],
  ])('reads of %j the repository %s', (annotations, repository) => {
    expect(githubTarget(annotations as Record<string, string>, CONFIG)).toEqual(
      repository && { id: repository, repository },
    );
  });

  it.each(['payments', '../payments', 'shop/..', 'a/b/c', 'shop/pay ments'])(
    'refuses the slug %j',
    slug => {
      expect(() =>
        githubTarget({ 'github.com/project-slug': slug }, CONFIG),
      ).toThrow('must be owner/repository');
    },
  );
});
