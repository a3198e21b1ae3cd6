export interface Config {
  showcaller?: {
    spinnaker?: {
      /**
       * Tokens that Echo sends (`Authorization: Bearer …` or `X-Showcaller-Token`). Two may be valid at once while they are
       * rotated. Without any secret, every event is refused.
       *
       * @deepVisibility secret
       */
      webhookTokens?: string[];
      /**
       * User names and passwords of Echo's REST endpoint.
       */
      basicAuth?: Array<{
        /** @visibility backend */
        username: string;
        /** @visibility secret */
        password: string;
      }>;
      /**
       * Which environment a stage deploys to; the first rule whose conditions all hold counts. Without one it is the
       * account that is deployed with. The parameter `environment` of a pipeline comes before.
       *
       * @visibility backend
       */
      environments?: Array<{
        application?: string;
        pipeline?: string;
        account?: string;
        environment: string;
      }>;
      /**
       * Address of Deck, for links to executions.
       *
       * @visibility backend
       */
      deckUrl?: string;
    };
  };
}
