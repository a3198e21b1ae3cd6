import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT } from 'jose';
import request from 'supertest';
import { openDatabase } from '../../database/openDatabase';
import { createGate, question, revisions } from '../__testUtils__/createGate';

jest.setTimeout(60_000);

const AUDIENCE = 'showcaller';

describe('jobs of CI systems', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3'] });
  let issuer: FakeVendorApi;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  const running: Array<Awaited<ReturnType<typeof createGate>>> = [];

  beforeAll(async () => {
    issuer = await FakeVendorApi.start();
    keys = await generateKeyPair('RS256');
    const jwk = await exportJWK(keys.publicKey);
    issuer.on('GET /.well-known/jwks', {
      body: { keys: [{ ...jwk, kid: 'k1', alg: 'RS256', use: 'sig' }] },
    });
  });

  afterEach(async () => {
    for (const { room } of running.splice(0)) {
      await room.stop();
    }
  });

  afterAll(() => issuer.stop());

  async function setUp(entry: object = {}) {
    const gate = await createGate({
      knex: await openDatabase({
        database: mockServices.database({
          knex: await databases.init('SQLITE_3'),
        }),
      }),
      config: {
        oidc: [
          { kind: 'github', issuer: issuer.url, audience: AUDIENCE, ...entry },
        ],
      },
    });
    running.push(gate);
    const client = request(gate.app);
    const ask = (bearer: string, body: object = question()) =>
      client
        .post('/gate/ci/evaluations?wait=20s')
        .set('Authorization', `Bearer ${bearer}`)
        .send(body);
    const get = (id: string, bearer: string) =>
      client
        .get(`/gate/ci/evaluations/${id}`)
        .set('Authorization', `Bearer ${bearer}`);
    return { ...gate, client, ask, get };
  }

  const claims = (changes: object = {}) => ({
    repository: 'Shop/Payments',
    sha: revisions.small,
    ref: 'refs/heads/main',
    ref_protected: 'true',
    environment: 'production',
    actor: 'octocat',
    ...changes,
  });

  /** A token as the issuer would sign it; what is wrong with it is passed in. */
  async function token(
    changes: object = {},
    options: {
      issuer?: string;
      audience?: string;
      expires?: string | number;
      notBefore?: number;
      alg?: string;
      key?: Parameters<SignJWT['sign']>[0];
    } = {},
  ): Promise<string> {
    const jwt = new SignJWT(claims(changes))
      .setProtectedHeader({ alg: options.alg ?? 'RS256', kid: 'k1' })
      .setIssuer(options.issuer ?? issuer.url)
      .setAudience(options.audience ?? AUDIENCE)
      .setSubject('repo:shop/payments')
      .setIssuedAt()
      .setExpirationTime(options.expires ?? '5m');
    if (options.notBefore !== undefined) {
      jwt.setNotBefore(options.notBefore);
    }
    return jwt.sign(options.key ?? keys.privateKey);
  }

  it('may ask about their own revision, environment and component, and read the answer', async () => {
    const { ask, get, audited } = await setUp();
    const asked = await ask(await token());
    expect(asked.status).toBe(200);
    expect(asked.body).toMatchObject({
      status: 'ALLOW',
      source: 'github-actions',
      requestedBy: 'octocat',
    });
    expect(asked.headers.location).toBe(
      `https://backend.example.com/gate/ci/evaluations/${asked.body.id}`,
    );
    expect((await get(asked.body.id, await token())).body.status).toBe('ALLOW');
    expect(audited[0]).toMatchObject({
      action: 'gate.evaluation-requested',
      actor: expect.stringContaining(':shop/payments'),
    });
  });

  it('may only read what jobs of their own repository asked', async () => {
    const { ask, get } = await setUp();
    const { body } = await ask(await token());
    const other = await get(body.id, await token({ repository: 'shop/cart' }));
    expect(other.status).toBe(404);
    expect((await get(body.id, 'no-token')).status).toBe(401);
  });

  it('cannot say who started them', async () => {
    const { ask } = await setUp();
    const { body } = await ask(
      await token(),
      question({ requestedBy: 'somebody-else' }),
    );
    expect(body.requestedBy).toBe('octocat');
  });

  it.each([
    [{ repository: 'shop/cart' }, {}, 'repository shop/cart'],
    [{ environment: 'staging' }, {}, "deploys to 'staging'"],
    [{ sha: revisions.large }, {}, `revision ${revisions.large}`],
    [{}, { entityRef: 'component:default/cart' }, 'component:default/cart'],
    [{}, { entityRef: 'component:default/none' }, 'no component'],
    [
      {},
      { change: { repository: 'shop/cart', sha: revisions.small } },
      'the question about shop/cart',
    ],
  ])(
    'are refused with claims %j for a question of %j, on record',
    async (changes, asked, reason) => {
      const { ask, audited } = await setUp();
      const answer = await ask(await token(changes), {
        ...question(),
        ...asked,
      });
      expect(answer.status).toBe(403);
      expect(answer.body.error.message).toContain(reason);
      expect(audited).toMatchObject([
        {
          action: 'gate.refused',
          texts: { reason: expect.stringContaining(reason) },
        },
      ]);
    },
  );

  it('without an environment in the token may ask about any', async () => {
    const { ask } = await setUp();
    const answer = await ask(await token({ environment: undefined }));
    expect(answer.body.status).toBe('ALLOW');
  });

  it('are held to protected branches where that is configured', async () => {
    const { ask } = await setUp({ requireProtectedRef: true });
    expect((await ask(await token())).status).toBe(200);
    const refused = await ask(await token({ ref_protected: 'false' }));
    expect(refused.status).toBe(403);
    expect(refused.body.error.message).toContain('not protected');
  });

  describe('with a token that cannot be trusted', () => {
    const encode = (value: object) =>
      Buffer.from(JSON.stringify(value)).toString('base64url');

    const forged: Array<[string, () => Promise<string>, string]> = [
      [
        'without a signature',
        async () =>
          `${encode({ alg: 'none' })}.${encode({
            ...claims(),
            iss: issuer.url,
            aud: AUDIENCE,
            exp: 9e9,
            iat: 1,
            sub: 'x',
          })}.`,
        'refused',
      ],
      [
        'signed with the public key as a shared secret',
        async () => {
          const secret = new TextEncoder().encode(
            await exportSPKI(keys.publicKey),
          );
          return token({}, { alg: 'HS256', key: secret });
        },
        'refused',
      ],
      [
        'signed with another key',
        async () =>
          token({}, { key: (await generateKeyPair('RS256')).privateKey }),
        'signature',
      ],
      [
        'for somebody else',
        () => token({}, { audience: 'elsewhere' }),
        '"aud"',
      ],
      [
        'of an issuer that is not configured',
        () => token({}, { issuer: 'https://evil.example.com' }),
        'evil.example.com are not taken',
      ],
      ['that is over', () => token({}, { expires: 1_000_000_000 }), '"exp"'],
      [
        'that is not valid yet',
        () => token({}, { notBefore: Math.floor(Date.now() / 1000) + 600 }),
        '"nbf"',
      ],
      [
        'without a repository',
        () => token({ repository: undefined }),
        "no claim 'repository'",
      ],
      [
        'that was altered',
        async () => {
          const [header, , signature] = (await token()).split('.');
          return `${header}.${encode({
            ...claims({ repository: 'shop/cart' }),
            iss: issuer.url,
            aud: AUDIENCE,
            exp: 9e9,
            iat: Math.floor(Date.now() / 1000),
            sub: 'x',
          })}.${signature}`;
        },
        'signature',
      ],
      ['that is none', async () => 'garbage', 'id token'],
    ];

    it.each(forged)(
      '%s are refused, on record',
      async (_name, make, reason) => {
        const { ask, audited } = await setUp();
        const answer = await ask(await make());
        expect(answer.status).toBe(401);
        expect(answer.body.error.message).toContain(reason);
        expect(audited).toMatchObject([
          { action: 'gate.refused', actor: 'ci:unknown' },
        ]);
      },
    );
  });

  it('are told that the keys cannot be read, which is not their fault', async () => {
    const { ask } = await setUp({ jwksUri: `${issuer.url}/gone` });
    const answer = await ask(await token());
    expect(answer.status).toBe(503);
    expect(answer.body.error.message).toContain('could not be read');
  });

  it('of GitLab are known by their own claims', async () => {
    const { ask } = await setUp({
      kind: 'gitlab',
      jwksUri: `${issuer.url}/.well-known/jwks`,
    });
    const answer = await ask(
      await token({
        repository: undefined,
        project_path: 'shop/payments',
        user_login: 'tanuki',
      }),
    );
    // The component is of GitHub, so a project of the same name on GitLab is another one.
    expect(answer.status).toBe(403);
    expect(answer.body.error.message).toContain('gitlab.com/project-slug');
  });
});
