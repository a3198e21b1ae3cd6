import { ConfigReader } from '@backstage/config';
import { readTierRules, wellKnownTier } from './environmentTiers';

const rules = (environments: object[]) =>
  readTierRules(new ConfigReader({ showcaller: { environments } }));

describe('wellKnownTier', () => {
  it.each([
    ['production', 'production'],
    ['prod-eu', 'production'],
    ['Live', 'production'],
    ['payments_prd2', 'production'],
    ['pre-prod', 'staging'],
    ['preproduction', 'staging'],
    ['staging', 'staging'],
    ['UAT2', 'staging'],
    ['nonprod', 'test'],
    ['qa', 'test'],
    ['ci', 'test'],
    ['dev-joe', 'development'],
    ['preview/pr-12', 'development'],
    ['github-pages', undefined],
    ['reproduction', undefined],
  ])('takes %s for %s', (name, tier) => {
    expect(wellKnownTier(name)).toBe(tier);
  });
});

describe('readTierRules', () => {
  it('lets the first entry decide, by name or by pattern over the whole name', () => {
    const tierOf = rules([
      { name: 'Green', tier: 'staging' },
      { pattern: 'eu-.*', tier: 'production' },
      { pattern: '.*', tier: 'test' },
    ]);
    expect(tierOf('green')).toBe('staging');
    expect(tierOf('EU-west')).toBe('production');
    expect(tierOf('not-eu-west')).toBe('test');
    expect(rules([])('green')).toBeUndefined();
  });

  it.each([
    [{ name: 'x', tier: 'prod' }, /tier is 'prod'; it must be one of/],
    [{ tier: 'test' }, /either a name or a pattern/],
    [{ name: 'x', pattern: 'x', tier: 'test' }, /either a name or a pattern/],
    [{ pattern: '(', tier: 'test' }, /not a regular expression/],
  ])('refuses %j and says where', (entry, message) => {
    expect(() => rules([entry])).toThrow(message);
    expect(() => rules([entry])).toThrow(/showcaller\.environments\[0\]/);
  });
});
