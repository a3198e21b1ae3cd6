import { hashIdentity } from './hashIdentity';

describe('hashIdentity', () => {
  it('tells one person from another and not who it is', () => {
    const hash = hashIdentity('jane@example.com', 'salt');
    expect(hash).toMatch(/^[0-9a-f]{32}$/);
    expect(hashIdentity(' Jane@Example.com ', 'salt')).toBe(hash);
    expect(hashIdentity('joe@example.com', 'salt')).not.toBe(hash);
    expect(hashIdentity('jane@example.com', 'other')).not.toBe(hash);
  });

  it('knows nobody without a salt', () => {
    expect(hashIdentity('jane@example.com', undefined)).toBeUndefined();
    expect(hashIdentity('jane@example.com', '')).toBeUndefined();
    expect(hashIdentity(undefined, 'salt')).toBeUndefined();
  });
});
