export interface Config {
  showcaller?: {
    github?: {
      /**
       * Secrets set at the webhook in GitHub. Two may be valid at once while they are rotated. Without any, every
       * webhook is refused.
       *
       * @deepVisibility secret
       */
      webhookSecrets?: string[];

      /**
       * Lets Showcaller ask GitHub's REST API, with the credentials of the entry of `integrations.github` for the host:
       * for past deployments, workflow runs and pull requests, and to tell pull requests about their risk. An empty
       * object is enough. Without it GitHub is never asked.
       *
       * @visibility backend
       */
      api?: {
        /**
         * Default: github.com.
         *
         * @visibility backend
         */
        host?: string;
        /**
         * Share (0-0.95) of the hourly rate limit that is left to the rest of the portal. Default: 0.2.
         *
         * @visibility backend
         */
        reserve?: number;
        /**
         * Whether the jobs of each past workflow run are read, one more request for each. Default: true.
         *
         * @visibility backend
         */
        jobs?: boolean;
        /**
         * How many days of the past are read by themselves, once, of every repository that a component names. Without
         * it, owners start it.
         *
         * @visibility backend
         */
        backfillDays?: number;
        /**
         * Hosts that GitHub may redirect the download of artifacts to: storage.example.com, storage.example.com:9000,
         * *.example.com or http://storage.example.com. The list replaces that of GitHub.com
         * (*.blob.core.windows.net, *.actions.githubusercontent.com).
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

      /**
       * What pull requests are told about their risk: nothing, a check run (a commit status without a GitHub App), one
       * comment, or both. Needs `api`. The annotation showcaller.io/pull-request-feedback of an entity comes before it.
       * Default: off.
       *
       * @visibility backend
       */
      pullRequestFeedback?: 'off' | 'check' | 'comment' | 'both';

      /**
       * How the check run of a pull request with a high risk ends. Any but neutral can block it, where the branch is
       * protected by it. Default: neutral.
       *
       * @visibility backend
       */
      highRiskConclusion?: 'neutral' | 'action_required' | 'failure';

      /**
       * What the gate is asked by webhooks and answers in GitHub. Needs `api` with a GitHub App.
       */
      gate?: {
        /**
         * Whether deployments to environments with the app's protection rule are answered. Default: true.
         *
         * @visibility backend
         */
        protectionRule?: boolean;
        /**
         * Whether open pull requests get a check run that says if they may be merged. Default: off.
         *
         * @visibility backend
         */
        preMerge?: 'off' | 'check';
      };
    };
  };
}
