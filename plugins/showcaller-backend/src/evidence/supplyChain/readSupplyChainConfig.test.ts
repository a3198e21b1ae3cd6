import { mockServices } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import { readSupplyChainConfig } from './readSupplyChainConfig';
import { readTrustRoot } from './verification';

const read = (supplyChain?: JsonObject) =>
  readSupplyChainConfig(
    mockServices.rootConfig({
      data: supplyChain ? { showcaller: { supplyChain } } : {},
    }),
  );

describe('readSupplyChainConfig', () => {
  it('trusts nobody without configuration, and has the roots of the public instance', () => {
    const config = read();
    const { trust } = config.trustFor('shop/pay');
    expect(trust).toMatchObject({
      identities: [],
      keys: [],
      transparencyLog: 'required',
    });
    expect(readTrustRoot(trust.root).tlogs.length).toBeGreaterThan(0);
    expect(config.absentMeansUnsigned).toBe(false);
    expect(config.osv).toBeUndefined();
  });

  it('trusts identities for their repositories, and puts the repository into subjects literally', () => {
    const config = read({
      identities: [
        { issuer: 'i', subjectPattern: 'https://x/{repository}/.+' },
        { issuer: 'i', subject: 'release', repositories: ['Shop/Pay'] },
      ],
    });
    expect(config.trustFor('shop/pay.js').trust.identities).toEqual([
      { issuer: 'i', subjectPattern: 'https://x/shop/pay\\.js/.+' },
    ]);
    expect(config.trustFor('shop/pay').trust.identities).toHaveLength(2);
  });

  it('has one hash for the same trust, and another for another', () => {
    const one = { identities: [{ issuer: 'i', subject: 's' }] };
    const hash = read(one).trustFor('shop/pay').hash;
    expect(read(one).trustFor('Shop/Pay').hash).toBe(hash);
    expect(
      read({ ...one, transparencyLog: 'optional' }).trustFor('shop/pay').hash,
    ).not.toBe(hash);
  });

  it.each<[JsonObject, RegExp]>([
    [
      { identities: [{ issuer: 'i' }] },
      /identities\[0\]: needs either subject/,
    ],
    [
      { identities: [{ issuer: 'i', subjectPattern: '(' }] },
      /identities\[0\]: Invalid/,
    ],
    [
      { keys: [{ name: 'k', publicKey: 'no' }] },
      /keys\[0\]: needs a name, and the PEM/,
    ],
    [{ keys: [{ name: 'k', file: '/nowhere' }] }, /keys\[0\].*ENOENT/],
    [{ trustedRoot: '/nowhere' }, /trustedRoot: \/nowhere: .*ENOENT/],
    [
      { transparencyLog: 'never' },
      /transparencyLog: must be required or optional/,
    ],
    [
      { builders: [{ idPattern: 'x', level: 4 }] },
      /builders\[0\]\.level: must be 1, 2 or 3/,
    ],
    [{ osv: { url: 'file:///etc' } }, /osv\.url: file:\/\/\/etc is no http/],
  ])('refuses %j at the start and names the key', (config, reason) => {
    expect(() => read(config)).toThrow(reason);
  });
});
