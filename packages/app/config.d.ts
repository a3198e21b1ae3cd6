export interface Config {
  app?: {
    signIn?: {
      /**
       * Ways to sign in, in the order of the page. `demo` needs the module auth-backend-module-showcaller-demo and works in
       * development only. `guest` alone when absent.
       *
       * @deepVisibility frontend
       */
      providers?: Array<'demo' | 'guest' | 'oidc'>;
      /**
       * What the button of the OpenID provider says; `your organisation's account` when absent.
       *
       * @visibility frontend
       */
      oidcTitle?: string;
      /**
       * People of the demo organisation that one can choose to be.
       *
       * @deepVisibility frontend
       */
      people?: Array<{
        entityRef: string;
        name: string;
        role: string;
      }>;
    };
  };
}
