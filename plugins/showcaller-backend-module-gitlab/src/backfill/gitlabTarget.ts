import { InputError } from '@backstage/errors';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackfillTarget } from '@showcaller/backstage-plugin-showcaller-node';

const PATH = /^[\w][\w.-]*(\/[\w][\w.-]*)+$/;
/** Which GitLab a project is on, as the other GitLab plugins of Backstage read it. */
const INSTANCE = 'gitlab.com/instance';

/** A project that an entity's annotations name, and the repository that its events speak of. */
export interface GitlabTarget extends BackfillTarget {
  /** `group/sub/project` as it is written. */
  project: string;
}

/** The project that an entity's annotations name on the configured host. */
export function gitlabTarget(
  annotations: Record<string, string>,
  options: { host: string },
): GitlabTarget | undefined {
  const project = annotations[showcallerAnnotations.gitlabProjectSlug]?.trim();
  const instance = annotations[INSTANCE]?.trim();
  if (!project || (instance && instance !== options.host)) {
    return undefined;
  }
  if (!PATH.test(project)) {
    throw new InputError(
      `${showcallerAnnotations.gitlabProjectSlug} is '${project}'; it must be group/project`,
    );
  }
  const github = annotations[showcallerAnnotations.githubProjectSlug]?.trim();
  return {
    project,
    id: project.toLowerCase(),
    // Events of an entity that has both belong to one repository: that of the catalog.
    repository: (github || project).toLowerCase(),
  };
}
