import {
  Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';

/** Parameters that commonly say which commit is built or deployed. */
const SHA_PARAMETERS =
  /^(git_?)?(commit|sha|revision)(_?(sha|id|hash))?$|^git_?ref$/i;
const SHA = /^[0-9a-f]{40}$/i;
const BRANCH = /^(refs\/)?(remotes\/)?(heads\/)?(origin\/)?/;

/** What started a build, by the class of its first cause. Who it was is not kept. */
const triggers: Array<[pattern: RegExp, trigger: string]> = [
  [/UserIdCause|UserCause/, 'user'],
  [/TimerTriggerCause/, 'schedule'],
  [/UpstreamCause|BuildUpstreamCause/, 'upstream'],
  [/RemoteCause/, 'remote'],
  [/ReplayCause/, 'replay'],
  [/SCMTrigger|BranchEvent|BranchIndexing|Push|WebHook/i, 'push'],
];

/** What a build's actions tell of it. */
export interface BuildFacts {
  sha?: string;
  branch?: string;
  trigger?: string;
  /** Numbers of its test report; absent when there is none. */
  tests?: { failed: number; skipped: number; total: number };
}

/**
 * Reads the actions of a build. Of several checkouts (libraries are checked out, too) the one of the repository counts; of
 * a deploying build a parameter that is a commit comes first, for what it checks out is often something else.
 */
export function buildFacts(
  build: Payload,
  options: { repository: string; deploys: boolean },
): BuildFacts {
  const actions = build.children('actions');
  const checkout = checkoutOf(actions, options.repository);
  const revision = checkout?.child('lastBuiltRevision');
  const sha = revision?.text('SHA1')?.toLowerCase();
  const named = options.deploys ? shaParameter(actions) : undefined;
  const tests = actions.find(
    action =>
      action.number('totalCount') !== undefined &&
      action.text('urlName') === 'testReport',
  );
  const cause = actions.flatMap(action => action.children('causes'))[0];
  return {
    sha: named ?? sha,
    branch: revision?.children('branch')[0]?.text('name')?.replace(BRANCH, ''),
    trigger: triggers.find(([pattern]) =>
      pattern.test(cause?.text('_class') ?? ''),
    )?.[1],
    tests: tests && {
      failed: tests.number('failCount') ?? 0,
      skipped: tests.number('skipCount') ?? 0,
      total: tests.number('totalCount') ?? 0,
    },
  };
}

function checkoutOf(
  actions: Payload[],
  repository: string,
): Payload | undefined {
  const checkouts = actions.filter(action => action.child('lastBuiltRevision'));
  return (
    checkouts.find(action =>
      action.texts('remoteUrls')?.some(url => isOfRepository(url, repository)),
    ) ?? (checkouts.length === 1 ? checkouts[0] : undefined)
  );
}

/** `https://host/owner/repo.git`, `git@host:owner/repo` */
function isOfRepository(url: string, repository: string): boolean {
  const path = url
    .toLowerCase()
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
  return path.endsWith(`/${repository}`) || path.endsWith(`:${repository}`);
}

function shaParameter(actions: Payload[]): string | undefined {
  return actions
    .flatMap(action => action.children('parameters'))
    .filter(parameter => SHA_PARAMETERS.test(parameter.text('name') ?? ''))
    .map(parameter => parameter.text('value')?.trim() ?? '')
    .find(value => SHA.test(value))
    ?.toLowerCase();
}

/** `$ENV` stands for the value of the build's parameter `ENV`; a build without it deploys nothing. */
export function environmentOf(
  build: Payload,
  environment: string | undefined,
): string | undefined {
  if (!environment?.startsWith('$')) {
    return environment;
  }
  return build
    .children('actions')
    .flatMap(action => action.children('parameters'))
    .find(parameter => parameter.text('name') === environment.slice(1))
    ?.text('value')
    ?.trim();
}

/** Address of a build, and of the job that it is of. */
export function buildAddress(build: Payload): string | undefined {
  return webAddress(build.text('url'));
}
