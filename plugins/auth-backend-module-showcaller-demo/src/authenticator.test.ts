import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import type { AuthResolverContext } from '@backstage/plugin-auth-node';
import {
  createDemoAuthenticator,
  signInAsChosenUser,
  USER_HEADER,
} from './authenticator';

type Request = Parameters<
  ReturnType<typeof createDemoAuthenticator>['authenticate']
>[0]['req'];

function asking(user?: string): Request {
  return {
    header: (name: string) => (name === USER_HEADER ? user : undefined),
  } as Request;
}

function authenticator(options: { development: boolean; forced?: boolean }) {
  const logger = mockServices.logger.mock();
  const demo = createDemoAuthenticator({
    development: options.development,
    logger,
  });
  const context = demo.initialize({
    config: new ConfigReader(
      options.forced ? { dangerouslyAllowOutsideDevelopment: true } : {},
    ),
  });
  return {
    logger,
    authenticate: async (user?: string) =>
      demo.authenticate({ req: asking(user) }, context),
  };
}

describe('the demo sign-in', () => {
  it.each([
    ['user:default/priya.raman', 'user:default/priya.raman'],
    ['priya.raman', 'user:default/priya.raman'],
    ['User:Default/Priya.Raman', 'user:default/priya.raman'],
  ])('makes %s be %s in development', async (chosen, userEntityRef) => {
    const { authenticate } = authenticator({ development: true });
    await expect(authenticate(chosen)).resolves.toEqual({
      result: { userEntityRef },
    });
  });

  it('refuses everybody outside development', async () => {
    const { authenticate } = authenticator({ development: false });
    await expect(authenticate('priya.raman')).rejects.toThrow(
      'works in development only',
    );
  });

  it('warns loudly when it was forced on outside development', async () => {
    const { authenticate, logger } = authenticator({
      development: false,
      forced: true,
    });
    await expect(authenticate('priya.raman')).resolves.toBeDefined();
    expect(logger.warn).toHaveBeenCalledWith(
      expect.stringContaining('anybody can be anybody'),
    );
  });

  it.each([
    [undefined, 'Say who you are'],
    ['group:default/payments', 'no reference of a user'],
    ['user:default/', 'no reference of a user'],
    ['a b:c', 'no reference of a user'],
  ])('refuses %s', async (chosen, message) => {
    const { authenticate } = authenticator({ development: true });
    await expect(authenticate(chosen)).rejects.toThrow(message);
  });

  it('signs in as a user of the catalog only', async () => {
    const signInWithCatalogUser = jest.fn(async () => ({ token: 'a token' }));
    await signInAsChosenUser(
      { profile: {}, result: { userEntityRef: 'user:default/priya.raman' } },
      { signInWithCatalogUser } as unknown as AuthResolverContext,
    );
    expect(signInWithCatalogUser).toHaveBeenCalledWith({
      entityRef: 'user:default/priya.raman',
    });
  });
});
