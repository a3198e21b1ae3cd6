import { InputError } from '@backstage/errors';
import { showcallerAnnotations } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackfillTarget } from '@showcaller/backstage-plugin-showcaller-node';

/** A job whose builds belong to an entity. */
export interface NamedJob {
  instance: string;
  /** `folder/name` */
  job: string;
  /** Environment that its builds deploy to; absent for a job that deploys nothing. */
  environment?: string;
}

export interface JenkinsTarget extends BackfillTarget {
  jobs: NamedJob[];
}

/** The jobs that an entity's annotations name, on the instances that are configured. */
export function jenkinsTarget(
  annotations: Record<string, string>,
  options: { instances: string[] },
): JenkinsTarget | undefined {
  const { jenkinsJob, jenkinsDeployJobs } = showcallerAnnotations;
  const building = listOf(annotations[jenkinsJob]).map(text =>
    jobOf(text, options.instances),
  );
  const deploying = listOf(annotations[jenkinsDeployJobs]).map(text => {
    const [name, environment] = splitLast(text, '=');
    if (!environment) {
      throw new InputError(
        `${jenkinsDeployJobs} has '${text}'; it must be job=environment`,
      );
    }
    return { ...jobOf(name, options.instances), environment };
  });
  // A job that is named twice deploys: that says more of it.
  const jobs = new Map<string, NamedJob>();
  for (const one of [...building, ...deploying]) {
    jobs.set(`${one.instance}:${one.job}`, one);
  }
  if (jobs.size === 0) {
    return undefined;
  }
  const repository = (
    annotations[showcallerAnnotations.githubProjectSlug]?.trim() ||
    annotations[showcallerAnnotations.gitlabProjectSlug]?.trim()
  )?.toLowerCase();
  if (!repository) {
    throw new InputError(
      `${jenkinsJob} needs ${showcallerAnnotations.githubProjectSlug} or ${showcallerAnnotations.gitlabProjectSlug} beside it: builds belong to the repository that they build`,
    );
  }
  const named = [...jobs.values()];
  return {
    repository,
    jobs: named,
    id: `${repository} ${named
      .map(({ instance, job, environment }) =>
        [`${instance}:${job}`, environment].filter(Boolean).join('='),
      )
      .sort()
      .join(', ')}`,
  };
}

/** `instance:folder/name`, or `folder/name` on the first instance. */
function jobOf(text: string, instances: string[]): NamedJob {
  const [prefix, rest] = splitFirst(text, ':');
  const [instance, job] =
    rest === undefined ? [instances[0], prefix] : [prefix, rest];
  if (!instances.includes(instance)) {
    throw new InputError(
      `${text}: there is no '${instance}' among showcaller.jenkins.instances`,
    );
  }
  const parts = job.split('/').map(part => part.trim());
  if (parts.some(part => part === '' || part === '.' || part === '..')) {
    throw new InputError(`'${text}' is no full name of a job: folder/name`);
  }
  return { instance, job: parts.join('/') };
}

function listOf(annotation: string | undefined): string[] {
  return (annotation ?? '')
    .split(',')
    .map(text => text.trim())
    .filter(text => text !== '');
}

function splitFirst(text: string, by: string): [string, string?] {
  const index = text.indexOf(by);
  return index < 0
    ? [text.trim()]
    : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}

function splitLast(text: string, by: string): [string, string?] {
  const index = text.lastIndexOf(by);
  return index < 0
    ? [text.trim()]
    : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}
