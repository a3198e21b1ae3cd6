import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { Payload } from '@showcaller/backstage-plugin-showcaller-node';
import { mapDeployment } from '../mapDeployment';
import { deploymentGateRequests } from './deploymentQuestions';
import type { HookItem } from './HookItem';

const COMMIT = /\/commit\/([0-9a-f]{40}(?:[0-9a-f]{24})?)$/;
/** Said by the same hook when somebody answers for a deployment that waits; the deployment itself stays as it is. */
const answers = new Set(['approved', 'rejected']);

/** A deployment, as the API would tell it. */
export function deploymentHook(item: HookItem): CdEvent[] {
  const { payload, repository, events } = item;
  const id = payload.requireId('deployment_id');
  const status = payload.requireText('status');
  const at = payload.time('status_changed_at');
  const environment = payload.requireText('environment');
  const sha = commitOf(payload);
  if (answers.has(status)) {
    return [
      events.create(['approval', status], {
        subjectId: `${repository}#approval-gitlab-${id}`,
        content: {
          deployment: `${repository}#deployment-gitlab-${id}`,
          environment,
        },
        at,
        sha,
      }),
    ];
  }
  const document = Payload.of({
    deployment: {
      id,
      sha,
      status,
      ref: payload.text('ref'),
      updated_at: at,
      environment: {
        name: environment,
        tier: payload.text('environment_tier'),
      },
      deployable: {
        web_url: payload.text('deployable_url'),
      },
    },
  });
  return [
    ...mapDeployment({ ...item, document }),
    ...deploymentGateRequests(item, sha),
  ];
}

/** The hook tells the first digits of the commit, and all of them in its address. */
function commitOf(payload: Payload): string {
  const sha = COMMIT.exec(payload.text('commit_url') ?? '')?.[1];
  if (sha === undefined) {
    throw new Error(
      'The payload has no commit_url that ends with a commit: GitLab leaves it out when the commit is gone',
    );
  }
  return sha;
}
