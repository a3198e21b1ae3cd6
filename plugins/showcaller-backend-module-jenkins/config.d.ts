export interface Config {
  showcaller?: {
    jenkins?: {
      /**
       * Tokens that notifications of Jenkins show as the last part of their address. Two may be valid at once while they are
       * rotated. Without a token or `basicAuth` every notification is refused.
       *
       * @deepVisibility secret
       */
      webhookTokens?: string[];

      /**
       * Users and passwords that notifications of Jenkins show instead. Two may be valid at once.
       */
      basicAuth?: Array<{
        /** @visibility backend */
        username: string;
        /** @visibility secret */
        password?: string;
      }>;

      /**
       * Instances of Jenkins from which past builds, tests and deployments are read. Without any, Jenkins is never asked.
       */
      instances?: Array<{
        /**
         * What job annotations name it by, before a colon. Jobs without a prefix are on the first instance. Default:
         * default.
         *
         * @visibility backend
         */
        name?: string;
        /**
         * Address of its first page.
         *
         * @visibility backend
         */
        baseUrl: string;
        /** @visibility backend */
        username: string;
        /**
         * API token of that user, who needs to read jobs and builds.
         *
         * @visibility secret
         */
        apiToken: string;
      }>;
      /**
       * Pause between two requests, in milliseconds, for Jenkins has no rate limits of its own. Default: 500.
       *
       * @visibility backend
       */
      requestDelayMs?: number;
      /**
       * How many days of the past are read by themselves, once, of every job that a component names. Without it, owners
       * start it.
       *
       * @visibility backend
       */
      backfillDays?: number;
    };
  };
}
