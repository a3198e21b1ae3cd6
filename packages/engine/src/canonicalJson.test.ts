import fc from 'fast-check';
import { canonicalJson } from './canonicalJson';

describe('canonicalJson', () => {
  it('prints the example of RFC 8785, section 3.2.2', () => {
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units', () => {
    expect(
      canonicalJson({ '\u{1f600}': 1, '\ufb33': 2, b: 3, 10: 4, 9: 5 }),
    ).toBe('{"10":4,"9":5,"b":3,"\u{1f600}":1,"\ufb33":2}');
  });

  it('keeps the content and does not depend on the order of keys', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), value => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(
          canonicalJson(Object.fromEntries(Object.entries(value).reverse())),
        ).toBe(text);
      }),
    );
  });

  it('leaves undefined members out', () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
  });

  it.each([[NaN], [Infinity], [1n], [() => 1], ['\ud800'], [undefined]])(
    'refuses %p, which JSON cannot hold',
    value => {
      expect(() => canonicalJson(value)).toThrow(TypeError);
    },
  );
});
