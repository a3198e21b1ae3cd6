export interface Config {
  showcaller?: {
    jenkins?: {
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
