/**
 * A real OpenID provider for the test of sign-in, as a process of its own. Arguments: port, client id, client secret, redirect
 * address. Every login name is an account; its address is `<name>@brightcart.example`. Prints `ready` when it listens.
 */
import Provider from 'oidc-provider';

const [port, clientId, clientSecret, redirectUri] = process.argv.slice(2);

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uris: [redirectUri],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
    },
  ],
  claims: {
    openid: ['sub'],
    email: ['email', 'email_verified'],
    profile: ['name'],
  },
  scopes: ['openid', 'offline_access', 'email', 'profile'],
  cookies: { keys: ['a test needs no secret'] },
  pkce: { required: () => false },
  findAccount: (_context, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: id,
      email: `${id}@brightcart.example`,
      email_verified: true,
    }),
  }),
});

provider.listen(Number(port), '127.0.0.1', () => {
  process.stdout.write('ready\n');
});
