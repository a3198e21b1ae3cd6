import type { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import type { HumanDuration } from '@backstage/types';

export interface Config {
  showcaller?: {
    /**
     * Salt of the hashes that stand for people. Keep it: with another salt, earlier experience of authors is lost.
     * Without it, a random one is made at the first start and kept in the database.
     *
     * @visibility secret
     */
    identitySalt?: string;

    ingest?: {
      /**
       * How long the bodies of webhooks are kept, so that they can be replayed; their hashes stay. Default: 90 days.
       *
       * @visibility backend
       */
      retention?: HumanDuration | string;

      rateLimit?: {
        /**
         * Webhooks accepted per source and minute; more are answered with 429. Default: 12000.
         *
         * @visibility backend
         */
        requestsPerMinute?: number;
      };
    };

    delivery?: {
      /**
       * How long the events behind changes, runs and deployments are kept; the rows stay. Default: 180.
       *
       * @visibility backend
       */
      eventRetentionDays?: number;
    };

    risk?: {
      /** How it is judged whether a deployment was a failure, and when that is learned from. */
      labels?: {
        /**
         * Days after which an outcome counts for learning; failures do not count earlier than successes. Default: 7.
         *
         * @visibility backend
         */
        maturityDays?: number;

        /**
         * Tiers whose deployments are learned from, and whose decisions are held against their outcome: those where the
         * gate keeps something back. Default: production and staging.
         *
         * @visibility backend
         */
        tiers?: Array<'production' | 'staging' | 'test' | 'development'>;

        /**
         * Hours within which a deployment of an earlier revision makes the one before it rolled back. Default: 24.
         *
         * @visibility backend
         */
        rollbackHours?: number;

        /**
         * Hours within which a deployment that repairs the same files, or reverts the change, makes the one before it
         * hotfixed. Default: 24.
         *
         * @visibility backend
         */
        hotfixHours?: number;

        /**
         * Hours within which an incident that names no deployment is put down to the last one in production. Default: 24.
         *
         * @visibility backend
         */
        incidentHours?: number;

        /**
         * Days after which a change that no fix was traced back to counts as clean. Default: 90.
         *
         * @visibility backend
         */
        changeMaturityDays?: number;
      };

      /**
       * Whether a model that was trained here, and is better on later deployments, serves without asking a person.
       * Default: true. Registered models never do.
       *
       * @visibility backend
       */
      autoPromote?: boolean;

      /**
       * Time zone in which hours, weekdays and freeze windows are meant, such as Europe/Berlin. Default: UTC.
       *
       * @visibility backend
       */
      timeZone?: string;

      /**
       * Times in which nothing should be deployed: a signal of the risk, and shown with it. Give either `from` and `to` or
       * `weekly`. Without `entities` and `tiers` a window is for all.
       *
       * @visibility backend
       */
      freezeWindows?: Array<{
        /** @visibility backend */
        name: string;
        /**
         * Date and time, such as 2026-12-20T18:00.
         *
         * @visibility backend
         */
        from?: string;
        /**
         * The same, exclusive.
         *
         * @visibility backend
         */
        to?: string;
        /**
         * Every week: day and time, such as `Fri 16:00` to `Mon 08:00`.
         *
         * @visibility backend
         */
        weekly?: { from: string; to: string };
        /**
         * References of components, such as component:default/payments.
         *
         * @visibility backend
         */
        entities?: string[];
        /** @visibility backend */
        tiers?: Array<'production' | 'staging' | 'test' | 'development'>;
      }>;

      training?: {
        /**
         * When the model is trained and back-tested; a reached rung of the ladder trains at once. Default: every 24 hours.
         *
         * @visibility backend
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;

        /**
         * Features whose greater values must never lower the risk, by name; true means those of the change's size. Costs
         * some accuracy, which the training reports. Default: none.
         *
         * @visibility backend
         */
        monotone?: boolean | string[];
      };

      drift?: {
        /**
         * When drift is measured, challengers are compared, and a model that does worse than the shipped prior is withdrawn.
         * Default: every hour.
         *
         * @visibility backend
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };

    evidence?: {
      /**
       * How long test results, benchmarks and packages of uploaded documents are kept. Default: 400 days.
       *
       * @visibility backend
       */
      retention?: HumanDuration | string;

      /**
       * How long the uploaded documents themselves are kept; what was read of them stays. Default: 90 days.
       *
       * @visibility backend
       */
      bodyRetention?: HumanDuration | string;

      /**
       * What is taken of the artifacts of runs that finish, on GitHub, GitLab and Jenkins where their API is configured. The
       * first entry that matches a file takes it. Without an entry nothing is fetched.
       *
       * @visibility backend
       */
      artifacts?: Array<{
        /**
         * Name of the artifact on GitHub, of the job on GitLab, path of the file on Jenkins. `*` is any text, `?` any
         * character, `{a,b}` either.
         *
         * @visibility backend
         */
        artifact: string;

        /**
         * What its files are.
         *
         * @visibility backend
         */
        kind:
          | 'junit'
          | 'coverage'
          | 'benchmark'
          | 'sarif'
          | 'sbom'
          | 'attestation';

        /**
         * Which files of it, by their path: `*` and `?` stay within a folder, `**` crosses folders. Default by kind: XML files
         * for junit; cobertura*.xml, coverage*.xml, jacoco*.xml, *.info and coverage-summary.json for coverage; JSON files for
         * benchmark; *.sarif and *.sarif.json; bom.json, sbom.json and *.cdx.json, *.spdx.json, *.bom.json, *.sbom.json for
         * sbom; *.sigstore, *.sigstore.json and attestation.json.
         *
         * @visibility backend
         */
        file?: string;

        /**
         * Beginning of the names of the documents. Default: the name of the artifact. The path of the file follows, unless
         * `file` is one path.
         *
         * @visibility backend
         */
        name?: string;
      }>;
    };

    audit?: {
      /**
       * Signed statements of what the audit log is, written outside the database. Without a folder there are none, and whoever
       * owns the database can rewrite the end of the log unnoticed.
       */
      checkpoints?: {
        /**
         * Where they are written: storage that all replicas share, and that the owner of the database cannot change.
         *
         * @visibility backend
         */
        folder?: string;

        /**
         * How often, when there are new entries. What is rewritten within this time is not found. Default: 5.
         *
         * @visibility backend
         */
        everyMinutes?: number;

        /**
         * Signer key, `PRIVATE+KEY+<name>+<id>+<base64>`; `node scripts/verify-audit.mjs --new-key <name>` makes one. Give this
         * or `keyFile`; production needs one of them, in development one is made at the first start.
         *
         * @visibility secret
         */
        key?: string;

        /**
         * File that holds the signer key. Default in development: `signing.key` in the folder.
         *
         * @visibility backend
         */
        keyFile?: string;

        /**
         * Verifier keys of before the key was changed, so that earlier checkpoints are still believed.
         *
         * @visibility backend
         */
        formerKeys?: string[];
      };
    };

    gate?: {
      /**
       * Seconds that the risk engine may take; then the gate says no in production and yes elsewhere. Default: 15.
       *
       * @visibility backend
       */
      deadlineSeconds?: number;

      /**
       * Hours for which an answer can be used. Default: 24.
       *
       * @visibility backend
       */
      validHours?: number;

      /**
       * Hosts that answers may be sent to when a question names an address: `ci.example.com`, `ci.example.com:8443`, or
       * `http://ci.example.com` where there is no https. None by default.
       *
       * @visibility backend
       */
      callbackHosts?: string[];

      /**
       * Whether these hosts may have addresses of private networks. Default: false.
       *
       * @visibility backend
       */
      callbackPrivateAddresses?: boolean;

      /**
       * What these calls are signed with: `whsec_` and base64, or any text.
       *
       * @visibility secret
       */
      callbackSecret?: string;

      /**
       * What Flagger's webhooks must have in `metadata.token`.
       *
       * @visibility secret
       */
      flaggerToken?: string;

      /** CI systems whose jobs may ask with the OIDC token that they get. */
      oidc?: Array<{
        /**
         * Which claims the tokens carry.
         *
         * @visibility backend
         */
        kind: 'github' | 'gitlab';

        /**
         * `https://token.actions.githubusercontent.com`, or the address of the GitLab instance.
         *
         * @visibility backend
         */
        issuer: string;

        /**
         * What the job asks its token for.
         *
         * @visibility backend
         */
        audience: string;

        /**
         * Where its keys are. Default: where GitHub and GitLab have them, below the issuer.
         *
         * @visibility backend
         */
        jwksUri?: string;

        /**
         * Whether only jobs of protected branches and tags may ask. Default: false.
         *
         * @visibility backend
         */
        requireProtectedRef?: boolean;
      }>;

      approvals?: {
        /**
         * Hours after which an approval does not count any more, and after which nobody can give one. Default: 24.
         *
         * @visibility backend
         */
        expiryHours?: number;

        /**
         * Hours within which a second person has to look at an override. Default: 24.
         *
         * @visibility backend
         */
        reviewHours?: number;
      };
    };

    policies?: {
      /**
       * Folder of `.policy` files that decide from the very first start on, instead of the built-in ones. Looked at only while
       * nothing was ever activated; later policies are proposed and activated by two people.
       *
       * @visibility backend
       */
      initial?: string;

      /** Reads policies from git, too; what is committed is stored, and activated by a person in the portal. */
      git?: {
        /**
         * A repository below `showcaller.git.root`, or a URL that `showcaller.git.allowedUrls` allows.
         *
         * @visibility backend
         */
        path: string;

        /**
         * Folder of the `.policy` files inside the repository; all of it when absent.
         *
         * @visibility backend
         */
        folder?: string;

        /**
         * The default branch when absent.
         *
         * @visibility backend
         */
        branch?: string;
      };
    };

    /** Who may vouch for artifacts, and where known vulnerabilities are asked for. */
    supplyChain?: {
      /**
       * File with the `trusted_root.json` of a Sigstore instance of your own, or a newer one of the public instance.
       * Default: the public instance, as it ships with the installed library.
       *
       * @visibility backend
       */
      trustedRoot?: string;

      /**
       * Whether a bundle needs entries in the logs of its instance, or whether for an instance that has none the timestamp of
       * an authority is enough. Default: required.
       *
       * @visibility backend
       */
      transparencyLog?: 'required' | 'optional';

      /**
       * Whose signatures count. Without any, none does.
       *
       * @visibility backend
       */
      identities?: Array<{
        /**
         * Issuer of the identity, exact, such as https://token.actions.githubusercontent.com.
         *
         * @visibility backend
         */
        issuer: string;
        /**
         * Subject of the certificate, exact; give either this or `subjectPattern`. `{repository}` stands for the repository
         * of what is deployed.
         *
         * @visibility backend
         */
        subject?: string;
        /**
         * Regular expression that the whole subject matches; `{repository}` as above, such as
         * https://github\\.com/{repository}/\\.github/workflows/release\\.yml@refs/heads/main.
         *
         * @visibility backend
         */
        subjectPattern?: string;
        /**
         * Repositories (`owner/repo`) that it may sign for; all when absent.
         *
         * @visibility backend
         */
        repositories?: string[];
      }>;

      /**
       * Public keys whose signatures count, for bundles that were signed with a key.
       *
       * @visibility backend
       */
      keys?: Array<{
        /** @visibility backend */
        name: string;
        /**
         * PEM; give either this or `file`.
         *
         * @visibility backend
         */
        publicKey?: string;
        /** @visibility backend */
        file?: string;
        /**
         * Repositories that it may sign for; all when absent.
         *
         * @visibility backend
         */
        repositories?: string[];
      }>;

      /**
       * Builders and the SLSA build level that their provenance reaches, before those that are known: slsa-github-generator
       * (3) and artifact attestations of GitHub on hosted runners (2). A reusable workflow that builds and attests reaches 3.
       *
       * @visibility backend
       */
      builders?: Array<{
        /** @visibility backend */
        name?: string;
        /**
         * Regular expression that the whole id of the builder matches; the certificate must be the builder's own.
         *
         * @visibility backend
         */
        idPattern: string;
        /** @visibility backend */
        level: 1 | 2 | 3;
      }>;

      /**
       * Whether an artifact of which no attestation was uploaded counts as not signed, rather than as unknown. Default:
       * false.
       *
       * @visibility backend
       */
      absentMeansUnsigned?: boolean;

      /** Where known vulnerabilities of packages are asked for; without it nothing is asked. */
      osv?: {
        /**
         * Address of an OSV API, such as https://api.osv.dev, or of a mirror of your own.
         *
         * @visibility backend
         */
        url: string;
        /**
         * Seconds for a request. Default: 10.
         *
         * @visibility backend
         */
        timeoutSeconds?: number;
        /**
         * Hours for which an answer is good. Default: 6.
         *
         * @visibility backend
         */
        cacheHours?: number;
      };
    };

    ownership?: {
      /**
       * How often the catalog is read for who owns what. Default: 30.
       *
       * @visibility backend
       */
      refreshSeconds?: number;
    };

    /**
     * Which tier an environment belongs to, for names that do not say it themselves. The first entry that matches
     * decides; an annotation of the entity comes before these.
     *
     * @visibility backend
     */
    environments?: Array<{
      /**
       * Name of the environment; give either this or `pattern`.
       *
       * @visibility backend
       */
      name?: string;
      /**
       * Regular expression that the whole name matches.
       *
       * @visibility backend
       */
      pattern?: string;
      /** @visibility backend */
      tier: 'production' | 'staging' | 'test' | 'development';
    }>;

    git?: {
      /**
       * Folder that relative locations in `showcaller.io/git-repository` are below.
       *
       * @visibility backend
       */
      root?: string;

      /**
       * Prefixes of the repository URLs that `showcaller.io/git-repository` may name.
       *
       * @visibility backend
       */
      allowedUrls?: string[];

      /**
       * Folder for the mirrors of repositories named by URL. Default: `showcaller-git` below
       * `backend.workingDirectory`, or below the system's folder for temporary files.
       *
       * @visibility backend
       */
      workFolder?: string;
    };
  };
}
