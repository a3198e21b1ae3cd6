import {
  type Payload,
  repositoryName,
} from '@showcaller/backstage-plugin-showcaller-node';

const SHA = /^[0-9a-f]{7,64}$/i;
/** A pipeline may be started by a pipeline, and so on. */
const DEEPEST = 5;

/** Where an execution's revision comes from. */
export interface ExecutionSource {
  /** `owner/repo` */
  repository?: string;
  sha?: string;
  branch?: string;
  /** Catalog entity and environment, where parameters of the pipeline say them. */
  entity?: string;
  environment?: string;
}

/**
 * What started an execution: parameters of the pipeline, a git trigger (`project`, `slug`, `hash`), the checkout of a
 * build that triggered it, or the same of the pipeline that did.
 */
export function sourceOf(trigger: Payload | undefined): ExecutionSource {
  const found: ExecutionSource = {};
  let current = trigger;
  for (let depth = 0; current && depth < DEEPEST; depth++) {
    const parameters = current.child('parameters');
    const scm = current.child('buildInfo')?.children('scm')[0];
    const { repository, sha, branch } = found;
    found.repository =
      repository ??
      repositoryName(parameters?.text('repository')) ??
      gitRepository(current) ??
      repositoryName(scm?.text('remoteUrl'));
    found.sha =
      sha ??
      [
        parameters?.text('sha'),
        parameters?.text('commit'),
        current.text('hash'),
        scm?.text('sha1'),
      ]
        .find(text => SHA.test(text ?? ''))
        ?.toLowerCase();
    found.branch = branch ?? current.text('branch') ?? scm?.text('branch');
    found.entity ??= parameters?.text('entity')?.slice(0, 200);
    found.environment ??= parameters?.text('environment')?.slice(0, 200);
    current = current.child('parentExecution')?.child('trigger');
  }
  return found;
}

function gitRepository(trigger: Payload): string | undefined {
  const project = trigger.text('project');
  const slug = trigger.text('slug');
  return project && slug ? repositoryName(`${project}/${slug}`) : undefined;
}
