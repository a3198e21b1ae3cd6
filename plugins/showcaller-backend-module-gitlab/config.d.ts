export interface Config {
  showcaller?: {
    gitlab?: {
      /**
       * Signing tokens (`whsec_…`) set at the webhook in GitLab. Two may be valid at once while they are rotated. Where
       * there is one, webhooks without a valid signature are refused.
       *
       * @deepVisibility secret
       */
      webhookSigningSecrets?: string[];

      /**
       * Secret tokens set at the webhook in GitLab, for versions without signing tokens. Two may be valid at once. Without
       * any secret every webhook is refused.
       *
       * @deepVisibility secret
       */
      webhookTokens?: string[];

      /**
       * Whether a secret token is enough though signing secrets are configured, while webhooks are moved over. A request
       * that carries a signature must still pass by it. Default: false.
       *
       * @visibility backend
       */
      webhookAcceptTokens?: boolean;

      /**
       * Shared secrets of external status checks of merge requests, which GitLab signs in another way than webhooks.
       *
       * @deepVisibility secret
       */
      statusCheckSecrets?: string[];

      /**
       * What the gate is asked and answers in GitLab. Needs `api`, and a token with the scope `api`.
       *
       * @visibility backend
       */
      gate?: {
        /**
         * Whether deployments to protected environments are approved or rejected. Default: true.
         *
         * @visibility backend
         */
        deploymentApprovals?: boolean;
        /**
         * Whether external status checks of merge requests are answered. Default: true.
         *
         * @visibility backend
         */
        statusChecks?: boolean;
        /**
         * Whether the heads of merge requests get a commit status, for editions without status checks. Default: false.
         *
         * @visibility backend
         */
        commitStatus?: boolean;
        /**
         * Group, user or role that an approval stands for, where the token's owner could approve for several rules.
         *
         * @visibility backend
         */
        representedAs?: string;
      };

      /**
       * Lets Showcaller ask GitLab's API, with the token of the entry of `integrations.gitlab` for the host: for past
       * deployments, pipelines, jobs and tests, and to answer for the gate. An empty object is enough. Without it GitLab
       * is never asked.
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
        /**
         * Hosts that GitLab may redirect the download of artifacts to: storage.example.com, storage.example.com:9000,
         * *.example.com or http://storage.example.com. The list replaces that of GitLab.com
         * (cdn.artifacts.gitlab-static.net, storage.googleapis.com).
         *
         * @visibility backend
         */
        artifactHosts?: string[];
        /**
         * Whether these hosts may have addresses of private networks. Default: false.
         *
         * @visibility backend
         */
        artifactPrivateAddresses?: boolean;
      };
    };
  };
}
