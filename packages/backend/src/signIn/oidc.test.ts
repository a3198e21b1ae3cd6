import {
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import authPlugin from '@backstage/plugin-auth-backend';
import guestProvider from '@backstage/plugin-auth-backend-module-guest-provider';
import oidcProvider from '@backstage/plugin-auth-backend-module-oidc-provider';
import demoProvider from '@showcaller/backstage-plugin-auth-backend-module-showcaller-demo';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import net from 'node:net';
import path from 'node:path';
import { Browser } from './__testUtils__/Browser';

const CALLBACK = 'http://localhost:7007/api/auth/oidc/handler/frame';

const priya = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'priya.raman', namespace: 'default' },
  spec: { profile: { email: 'priya.raman@brightcart.example' }, memberOf: [] },
  relations: [{ type: 'memberOf', targetRef: 'group:default/payments' }],
};

async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as net.AddressInfo;
  server.close();
  return port;
}

describe('signing in with the organisation’s OpenID provider', () => {
  let provider: ChildProcess;
  let issuer: string;
  let backend: TestBackend;

  beforeAll(async () => {
    const port = await freePort();
    issuer = `http://127.0.0.1:${port}`;
    provider = spawn(
      process.execPath,
      [
        path.join(__dirname, '__testUtils__', 'openIdProvider.mjs'),
        String(port),
        'showcaller',
        'a secret of the test',
        CALLBACK,
      ],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await once(provider.stdout!, 'data');
    backend = await startTestBackend({
      features: [
        authPlugin,
        oidcProvider,
        guestProvider,
        demoProvider,
        catalogServiceMock.factory({ entities: [priya] }),
        mockServices.rootConfig.factory({
          data: {
            app: { baseUrl: 'http://localhost:3000' },
            backend: { baseUrl: 'http://localhost:7007' },
            auth: {
              environment: 'production',
              session: { secret: 'a session secret of the test' },
              providers: {
                guest: {},
                demo: {},
                oidc: {
                  production: {
                    metadataUrl: `${issuer}/.well-known/openid-configuration`,
                    clientId: 'showcaller',
                    clientSecret: 'a secret of the test',
                    callbackUrl: CALLBACK,
                    prompt: 'auto',
                    additionalScopes: ['profile', 'email'],
                    signIn: {
                      resolvers: [
                        { resolver: 'emailMatchingUserEntityProfileEmail' },
                      ],
                    },
                  },
                },
              },
            },
          },
        }),
      ],
    });
  }, 60_000);

  afterAll(async () => {
    await backend?.stop();
    provider?.kill();
  });

  /** The backend listens on another port than it is configured to be reached at. */
  const reach = (url: string) =>
    url.replace(
      'http://localhost:7007',
      `http://localhost:${backend.server.port()}`,
    );

  const auth = (path_: string) =>
    reach(`http://localhost:7007/api/auth/${path_}`);

  /** Goes through the provider's login as somebody, up to the address that the provider sends the browser back to. */
  async function logIn(browser: Browser, name: string): Promise<string> {
    const start = await browser.get(
      auth('oidc/start?env=production&scope=openid%20profile%20email'),
    );
    let url = start.headers.get('location')!;
    expect(url).toMatch(`${issuer}/auth?`);
    for (let step = 0; step < 12; step++) {
      if (url.startsWith(CALLBACK)) {
        return url;
      }
      const page = await browser.get(url);
      const location = page.headers.get('location');
      if (location) {
        url = new URL(location, issuer).toString();
        continue;
      }
      const html = await page.text();
      const action = new URL(/action="([^"]+)"/.exec(html)![1], issuer);
      const prompt = /name="prompt" value="([^"]+)"/.exec(html)![1];
      const answer = await browser.submit(action.toString(), {
        prompt,
        login: name,
        password: 'any',
      });
      url = new URL(answer.headers.get('location')!, issuer).toString();
    }
    throw new Error('The provider never sent the browser back');
  }

  it('lets in whom the catalog has, with what they own', async () => {
    const browser = new Browser();
    const back = await browser.get(reach(await logIn(browser, 'priya.raman')));

    expect(back.status).toBe(200);
    const page = decodeURIComponent(await back.text());
    expect(page).toContain('authorization_response');
    const token = /"token":"([^"]+)"/.exec(page)![1];
    expect(
      JSON.parse(Buffer.from(token.split('.')[1], 'base64url').toString()),
    ).toMatchObject({ sub: 'user:default/priya.raman' });
  }, 30_000);

  it('refuses whom the catalog does not have', async () => {
    const browser = new Browser();
    const back = await browser.get(reach(await logIn(browser, 'a.stranger')));
    const page = decodeURIComponent(await back.text());
    expect(page).toContain('error');
    expect(page).not.toContain('"token"');
  }, 30_000);

  it('refuses an answer that another browser asked for', async () => {
    const url = await logIn(new Browser(), 'priya.raman');
    const page = decodeURIComponent(
      await (await new Browser().get(reach(url))).text(),
    );
    expect(page).toContain('error');
    expect(page).not.toContain('"token"');
  }, 30_000);

  it('refuses a code that was altered', async () => {
    const browser = new Browser();
    const url = new URL(await logIn(browser, 'priya.raman'));
    const code = url.searchParams.get('code')!;
    url.searchParams.set('code', [...code].reverse().join(''));
    const page = decodeURIComponent(
      await (await browser.get(reach(url.toString()))).text(),
    );
    expect(page).not.toContain('"token"');
  }, 30_000);

  it('lets in neither a guest nor a person of the demo outside development', async () => {
    for (const provider_ of ['guest', 'demo']) {
      const response = await new Browser().get(
        auth(`${provider_}/refresh?env=production`),
        {
          'x-requested-with': 'XMLHttpRequest',
          'x-showcaller-demo-user': 'user:default/priya.raman',
        },
      );
      expect([401, 403, 404, 501]).toContain(response.status);
      expect(await response.text()).not.toContain('"token"');
    }
  });
});
