import type { ConfigApi } from '@backstage/core-plugin-api';

/** Somebody of the demo organisation. */
export interface Person {
  entityRef: string;
  name: string;
  role: string;
}

export interface SignInConfig {
  demo: boolean;
  guest: boolean;
  /** Words of the button; absent when it is not offered. */
  oidc?: string;
  people: Person[];
}

/** What `app.signIn` says; a guest alone when it says nothing. */
export function readSignInConfig(config: ConfigApi): SignInConfig {
  const section = config.getOptionalConfig('app.signIn');
  const providers = section?.getOptionalStringArray('providers') ?? ['guest'];
  const people = (section?.getOptionalConfigArray('people') ?? []).map(
    person => ({
      entityRef: person.getString('entityRef'),
      name: person.getString('name'),
      role: person.getString('role'),
    }),
  );
  return {
    demo: providers.includes('demo'),
    guest: providers.includes('guest'),
    oidc: providers.includes('oidc')
      ? section?.getOptionalString('oidcTitle') ?? "your organisation's account"
      : undefined,
    people,
  };
}
