export interface Config {
  showcaller?: {
    argocd?: {
      /**
       * Tokens that the headers of Argo CD's webhook service carry (`Authorization: Bearer …` or `X-Showcaller-Token`).
       * Two may be valid at once while they are rotated. Without any secret, every notification is refused.
       *
       * @deepVisibility secret
       */
      webhookTokens?: string[];
      /**
       * User names and passwords, for `basicAuth` of the webhook service.
       */
      basicAuth?: Array<{
        /** @visibility backend */
        username: string;
        /** @visibility secret */
        password: string;
      }>;
      /**
       * Which environment an application deploys to; the first rule whose conditions all hold counts. Without one it is
       * the namespace that is deployed to. The annotation showcaller.io/environment of an application comes before.
       *
       * @visibility backend
       */
      environments?: Array<{
        app?: string;
        project?: string;
        namespace?: string;
        server?: string;
        environment: string;
      }>;
    };
  };
}
