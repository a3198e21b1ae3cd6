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
} as const;
