import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';
import {
  configApiRef,
  type SignInPageProps,
  useApi,
} from '@backstage/core-plugin-api';
import { useMemo, useState } from 'react';
import { ChoosePerson } from './ChoosePerson';
import { chosenPerson } from './chosenPerson';
import { oidcAuthApiRef } from './oidcAuthApi';
import { readSignInConfig } from './readSignInConfig';
import { SignInFailed } from './SignInFailed';
import { withSignOut } from './withSignOut';

/** The demo lets one choose who to be; a real portal goes to its OpenID provider. */
export function PortalSignInPage({ onSignInSuccess }: SignInPageProps) {
  const configApi = useApi(configApiRef);
  const config = useMemo(() => readSignInConfig(configApi), [configApi]);
  const [person, setPerson] = useState(chosenPerson.get);

  if (config.demo && person) {
    return (
      <ProxiedSignInPage
        provider="demo"
        headers={{ 'x-showcaller-demo-user': person }}
        ErrorComponent={({ error }) => (
          <SignInFailed
            error={error}
            onBack={() => {
              chosenPerson.clear();
              setPerson(undefined);
            }}
          />
        )}
        onSignInSuccess={identity =>
          onSignInSuccess(withSignOut(identity, chosenPerson.clear))
        }
      />
    );
  }
  if (config.demo) {
    return (
      <ChoosePerson
        people={config.people}
        onChosen={entityRef => {
          chosenPerson.set(entityRef);
          setPerson(entityRef);
        }}
      />
    );
  }
  const oidc = config.oidc && {
    id: 'oidc-auth-provider',
    title: 'Sign in',
    message: `with ${config.oidc}`,
    apiRef: oidcAuthApiRef,
  };
  return (
    <SignInPage
      onSignInSuccess={onSignInSuccess}
      align="center"
      title={configApi.getOptionalString('app.title')}
      providers={[
        ...(oidc ? [oidc] : []),
        ...(config.guest ? (['guest'] as const) : []),
      ]}
    />
  );
}
