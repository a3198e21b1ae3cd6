/**
 * Every annotation that Showcaller reads from catalog entities, defined once.
 *
 * The table in the README is checked against this list by a test.
 *
 * @public
 */
export const showcallerAnnotations = {
  /** `owner/repo` on GitHub: joins webhooks to the entity. Shared with Backstage's own GitHub plugins. */
  githubProjectSlug: 'github.com/project-slug',
  /** `group/project` on GitLab. Shared with Backstage's own GitLab plugins. Also the repository of entities without a GitHub slug. */
  gitlabProjectSlug: 'gitlab.com/project-slug',
  /** Jenkins jobs whose builds belong to the entity, comma-separated: `shop/payments`, `instance:shop/payments`. */
  jenkinsJob: 'jenkins.io/job-full-name',
  /** Jenkins jobs that deploy the entity, each with its environment: `shop/deploy=production, shop/stage=staging`. */
  jenkinsDeployJobs: 'showcaller.io/jenkins-deploy-jobs',
  /** Git repository whose history is imported: a path below `showcaller.git.root`, or an allow-listed URL. */
  gitRepository: 'showcaller.io/git-repository',
  /** Folder inside the repository that belongs to this entity, e.g. `services/payments`. For monorepos. */
  gitPath: 'showcaller.io/git-path',
  /** Comma-separated deployment environment names of this entity, for monorepos: `payments-prod=production`. */
  environments: 'showcaller.io/environments',
  /** Strategy table that picks the rollout strategy: `canary` (default) or `by_risk`. */
  strategy: 'showcaller.io/strategy',
  /** Business criticality: `1` (highest) to `4`. */
  tier: 'showcaller.io/tier',
  /** What pull requests of the entity are told: `off`, `check`, `comment` or `both`, instead of what is configured. */
  pullRequestFeedback: 'showcaller.io/pull-request-feedback',
  /** On a User: further addresses and logins of the person, comma-separated. Who requested or wrote a change under one of them cannot approve it. */
  identities: 'showcaller.io/identities',
} as const;
