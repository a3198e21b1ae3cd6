import { OLD_SECRET, SECRET, signed } from '../__fixtures__/map';
import type { WebhookRequest } from '@showcaller/backstage-plugin-showcaller-node';
import { verifyGithubSignature } from './verifyGithubSignature';

const BODY = '{"zen":"Keep it logically awesome."}';
const NEW = signed(BODY);
const header = (value: string | undefined): WebhookRequest => ({
  ...NEW,
  headers: value === undefined ? {} : { 'x-hub-signature-256': value },
});
const altered = (index: number) => {
  const body = Buffer.from(BODY);
  body[index] = 255 - body[index];
  return { ...NEW, body };
};

describe('verifyGithubSignature', () => {
  it('agrees with the example of GitHub’s documentation', () => {
    expect(
      verifyGithubSignature(
        {
          headers: {
            'x-hub-signature-256':
              'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
          },
          body: Buffer.from('Hello, World!'),
        },
        ["It's a Secret to Everybody"],
      ),
    ).toEqual({ ok: true, verifiedBy: 'hmac-sha256 secret 1' });
  });

  it.each([
    ['the new secret', NEW, 1],
    ['the old secret', signed(BODY, { secret: OLD_SECRET }), 2],
    ['a body that is not UTF-8', signed(Buffer.from([0xff, 0xfe, 0x00])), 1],
    ['an empty body', signed(''), 1],
    [
      'digits in upper case',
      header(
        NEW.headers['x-hub-signature-256']
          .toUpperCase()
          .replace('SHA256', 'sha256'),
      ),
      1,
    ],
  ])('accepts %s while secrets are rotated', (_, request, secret) => {
    expect(verifyGithubSignature(request, [SECRET, OLD_SECRET])).toEqual({
      ok: true,
      verifiedBy: `hmac-sha256 secret ${secret}`,
    });
  });

  it.each([
    ['the first byte altered', altered(0), [SECRET], 403, 'not match'],
    ['the last byte altered', altered(BODY.length - 1), [SECRET], 403, 'match'],
    [
      'a byte added',
      { ...NEW, body: Buffer.from(`${BODY} `) },
      [SECRET],
      403,
      'not match',
    ],
    [
      'a secret that is no longer valid',
      signed(BODY, { secret: OLD_SECRET }),
      [SECRET],
      403,
      'another secret',
    ],
    ['an empty secret', signed(BODY, { secret: '' }), [SECRET], 403, 'match'],
    ['no header', header(undefined), [SECRET], 401, 'is missing'],
    ['an empty header', header(''), [SECRET], 401, 'is missing'],
    ['half a signature', header('sha256=abc'), [SECRET], 401, '64 hex'],
    ['no digits', header(`sha256=${'z'.repeat(64)}`), [SECRET], 401, '64 hex'],
    ['SHA-1', header(`sha1=${'0'.repeat(40)}`), [SECRET], 401, '64 hex'],
    ['no configured secret', NEW, [], 403, 'No secret is configured'],
    [
      'no configured secret and the signature of an empty one',
      signed(BODY, { secret: '' }),
      [],
      403,
      'No secret is configured',
    ],
  ])('refuses %s', (_, request, secrets, status, reason) => {
    expect(verifyGithubSignature(request, secrets)).toEqual({
      ok: false,
      status,
      reason: expect.stringContaining(reason),
    });
  });

  it('refuses a signature that is wrong in any one byte', () => {
    const right = NEW.headers['x-hub-signature-256'].slice(7);
    for (let byte = 0; byte < 32; byte++) {
      const signature = Buffer.from(right, 'hex');
      signature[byte] = 255 - signature[byte];
      const request = header(`sha256=${signature.toString('hex')}`);
      expect(verifyGithubSignature(request, [SECRET]).ok).toBe(false);
    }
  });
});
