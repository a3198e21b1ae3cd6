import { ConfigReader } from '@backstage/core-app-api';
import { configApiRef, discoveryApiRef } from '@backstage/core-plugin-api';
import {
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { chosenPerson } from './chosenPerson';
import { oidcAuthApiRef } from './oidcAuthApi';
import { PortalSignInPage } from './PortalSignInPage';

const people = [
  {
    entityRef: 'user:default/priya.raman',
    name: 'Priya Raman',
    role: 'Developer of payments',
  },
  {
    entityRef: 'user:default/lukas.brandt',
    name: 'Lukas Brandt',
    role: 'Another developer of payments',
  },
];

const claims = Buffer.from(
  JSON.stringify({ sub: people[0].entityRef, exp: 4102444800, iat: 0 }),
).toString('base64url');
const session = {
  profile: { displayName: 'Priya Raman' },
  providerInfo: {},
  backstageIdentity: {
    token: `e30.${claims}.c2ln`,
    identity: {
      type: 'user',
      userEntityRef: people[0].entityRef,
      ownershipEntityRefs: [people[0].entityRef],
    },
  },
};

function open(signIn: object | undefined, onSignInSuccess = jest.fn()) {
  renderInTestApp(
    <TestApiProvider
      apis={[
        [
          configApiRef,
          new ConfigReader({ app: { title: 'Showcaller', signIn } }),
        ],
        [discoveryApiRef, { getBaseUrl: async () => 'http://portal/api/auth' }],
        [oidcAuthApiRef, {} as typeof oidcAuthApiRef.T],
      ]}
    >
      <PortalSignInPage onSignInSuccess={onSignInSuccess} />
    </TestApiProvider>,
  );
  return onSignInSuccess;
}

describe('the first page of the portal', () => {
  const realFetch = global.fetch;

  beforeEach(() => {
    sessionStorage.clear();
    global.fetch = jest.fn(async () => Response.json(session));
  });

  afterEach(() => {
    global.fetch = realFetch;
  });

  it('lets one choose who to be, and remembers it for this tab', async () => {
    const onSignInSuccess = open({ providers: ['demo'], people });
    expect(
      screen.getByRole('heading', { name: 'Who would you like to be?' }),
    ).toBeInTheDocument();

    await userEvent.click(
      screen.getByRole('button', {
        name: 'Enter as Priya Raman, Developer of payments',
      }),
    );
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalledTimes(1));

    const [url, init] = (global.fetch as jest.Mock).mock.calls[0];
    expect(url).toBe('http://portal/api/auth/demo/refresh');
    expect(new Headers(init.headers).get('x-showcaller-demo-user')).toBe(
      people[0].entityRef,
    );
    expect(chosenPerson.get()).toBe(people[0].entityRef);

    await onSignInSuccess.mock.calls[0][0].signOut();
    expect(chosenPerson.get()).toBeUndefined();
  });

  it('says what went wrong and leads back to the choice', async () => {
    global.fetch = jest.fn(async () =>
      Response.json(
        { error: { name: 'NotFoundError', message: 'No such user' } },
        { status: 404 },
      ),
    );
    chosenPerson.set(people[0].entityRef);
    open({ providers: ['demo'], people });

    await userEvent.click(
      await screen.findByRole('button', { name: 'Choose somebody else' }),
    );
    expect(
      screen.getByRole('heading', { name: 'Who would you like to be?' }),
    ).toBeInTheDocument();
  });

  it('goes to the OpenID provider where that is configured, and offers no guest', async () => {
    open({ providers: ['oidc'], oidcTitle: 'your Brightcart account' });
    expect(
      await screen.findByText('with your Brightcart account'),
    ).toBeInTheDocument();
    expect(screen.queryByText(/Guest/)).not.toBeInTheDocument();
    expect(screen.queryByText(/Who would you/)).not.toBeInTheDocument();
  });

  it('offers a guest alone where nothing is configured', async () => {
    open(undefined);
    expect(
      await screen.findByRole('button', { name: 'Enter' }),
    ).toBeInTheDocument();
  });
});
