import { repositoryName } from './repositoryName';

describe('repositoryName', () => {
  it.each([
    ['https://github.com/Acme/Checkout.git', 'acme/checkout'],
    ['https://github.com/acme/checkout/', 'acme/checkout'],
    ['https://user:secret@git.example.com/a/b/c.git', 'a/b/c'],
    ['git@github.com:acme/checkout.git', 'acme/checkout'],
    ['ssh://git@git.example.com:7999/acme/checkout.git', 'acme/checkout'],
    ['acme/checkout', 'acme/checkout'],
  ])('of %s is %s', (text, name) => {
    expect(repositoryName(text)).toBe(name);
  });

  it.each([
    undefined,
    '',
    'checkout',
    'oci://registry.example.com/charts/web',
    'https://charts.example.com',
    'a b/c',
    '../../etc',
    'a/../b',
    'file:///etc/passwd',
  ])('is unknown of %s', text => {
    expect(repositoryName(text)).toBeUndefined();
  });
});
