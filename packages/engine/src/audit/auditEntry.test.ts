import { canonicalEntry, parseCanonicalEntry, textDigest } from './auditEntry';

const entry = {
  seq: 7,
  at: '2026-11-26T10:00:00.000Z',
  actor: 'user:default/ada',
  action: 'gate.approved',
  subject: 'decision:1',
  data: { risk: 1e-7 },
};
const canonical = canonicalEntry(entry);

describe('entries of the audit log', () => {
  it('have one form, which is read back', () => {
    expect(canonical).toBe(
      '{"action":"gate.approved","actor":"user:default/ada","at":"2026-11-26T10:00:00.000Z","data":{"risk":1e-7},"seq":7,"subject":"decision:1","v":1}',
    );
    expect(parseCanonicalEntry(canonical)).toEqual({ v: 1, ...entry });
  });

  it.each([
    ['no JSON', '{', 'is not JSON'],
    ['other JSON', '[]', 'is no entry of the audit log'],
    ['a missing member', canonical.replace('"v":1', '"v":2'), 'is no entry'],
    [
      'a text for data',
      canonical.replace('{"risk":1e-7}', '"x"'),
      'is no entry',
    ],
    ['another notation', canonical.replace('1e-7', '0.0000001'), 'canonical'],
    ['another order', `{"v":1,${canonical.slice(1)}`, 'canonical'],
  ])('are refused as %s', (_, text, reason) => {
    expect(() => parseCanonicalEntry(text)).toThrow(reason);
  });

  it('know texts by a digest that needs the salt', () => {
    const digest = textDigest({ salt: 'a', text: 'ok' });
    expect(digest).toHaveLength(64);
    expect(textDigest({ salt: 'b', text: 'ok' })).not.toBe(digest);
  });
});
