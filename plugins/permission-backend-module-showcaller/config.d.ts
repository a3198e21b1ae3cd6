export interface Config {
  showcaller?: {
    /** Who is who for the default permission policy. */
    permissions?: {
      /**
       * Groups that may do everything. Default: `group:default/platform`.
       *
       * @visibility backend
       */
      platformGroups?: string[];
      /**
       * Groups that may also see raw events, unmapped repositories and imports, and correct labels, report incidents, upload
       * evidence and run backfills of every entity. Default: `group:default/sre`.
       *
       * @visibility backend
       */
      sreGroups?: string[];
      /**
       * Groups or users that may see the same as the SRE groups, for audits. Default: nobody.
       *
       * @visibility backend
       */
      auditors?: string[];
    };
  };
}
