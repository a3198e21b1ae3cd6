export interface Config {
  showcaller?: {
    gitlab?: {
      /**
       * Lets Showcaller read past deployments, pipelines, jobs and tests from GitLab's API, with the token of the entry of
       * `integrations.gitlab` for the host. An empty object is enough. Without it GitLab is never asked.
       *
       * @visibility backend
       */
      api?: {
        /**
         * Default: gitlab.com.
         *
         * @visibility backend
         */
        host?: string;
        /**
         * Share (0-0.95) of the rate limit that is left to the rest of the portal. Default: 0.2.
         *
         * @visibility backend
         */
        reserve?: number;
        /**
         * Whether the jobs and test reports of each past pipeline are read, two more requests for each. Default: true.
         *
         * @visibility backend
         */
        jobs?: boolean;
        /**
         * How many days of the past are read by themselves, once, of every project that a component names. Without it,
         * owners start it.
         *
         * @visibility backend
         */
        backfillDays?: number;
      };
    };
  };
}
