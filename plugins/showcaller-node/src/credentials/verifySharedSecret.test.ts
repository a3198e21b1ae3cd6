import { verifySharedSecret } from './verifySharedSecret';

const secrets = {
  tokens: ['the-new-token', 'old-token'],
  basic: [{ username: 'argo', password: 'pass:word' }],
};
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

function verify(headers: Record<string, string>, given = secrets) {
  return verifySharedSecret(
    { headers },
    { sender: 'Argo CD', key: 'showcaller.argocd', secrets: given },
  );
}

describe('verifySharedSecret', () => {
  it.each([
    ['a bearer token', { authorization: 'Bearer the-new-token' }, 'token 1'],
    ['the old token', { authorization: 'bearer old-token' }, 'token 2'],
    ['a header of its own', { 'x-showcaller-token': 'old-token' }, 'token 2'],
    [
      'a password with a colon',
      { authorization: basic('argo:pass:word') },
      'basic credentials 1',
    ],
  ])('accepts %s', (_, headers, verifiedBy) => {
    expect(verify(headers as unknown as Record<string, string>)).toEqual({
      ok: true,
      verifiedBy,
    });
  });

  it.each([
    ['no credentials', {}, 401],
    ['an empty token', { 'x-showcaller-token': ' ' }, 401],
    ['an empty bearer token', { authorization: 'Bearer ' }, 401],
    ['another scheme', { authorization: 'Digest abc' }, 401],
    ['a wrong token', { authorization: 'Bearer old-tokem' }, 403],
    ['the start of a token', { authorization: 'Bearer old-toke' }, 403],
    ['a wrong password', { authorization: basic('argo:password') }, 403],
    ['a wrong user', { authorization: basic('argos:pass:word') }, 403],
    ['the token as a password', { authorization: basic(':old-token') }, 403],
    ['what is no base64', { authorization: 'Basic ###' }, 403],
  ])('refuses %s', (_, headers, status) => {
    expect(verify(headers as Record<string, string>)).toEqual({
      ok: false,
      status,
      reason: expect.any(String),
    });
  });

  it.each([
    [{ tokens: [], basic: [] }, { authorization: 'Bearer undefined' }],
    [{ tokens: [''], basic: [] }, { authorization: basic(':') }],
  ])('refuses everything without a usable secret', (none, headers) => {
    expect(verify(headers, none)).toMatchObject({ ok: false, status: 403 });
  });
});
