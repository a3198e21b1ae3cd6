import {
  CdEventFactory,
  type Payload,
  webAddress,
  type StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabItem } from '../mapGitlabApi';

/** What the gate is asked because of a webhook. */
export interface GateQuestions {
  /** Deployments that wait for an approval in GitLab. */
  deploymentApprovals: boolean;
  /** External status checks of merge requests. */
  statusChecks: boolean;
  /** A commit status at the head of merge requests, where there are no status checks. */
  commitStatus: boolean;
}

/** A webhook as its mapper gets it. `document` is filled with the API's words before a mapper of the API sees it. */
export interface HookItem extends GitlabItem {
  payload: Payload;
  /** Host of the GitLab that sent it. */
  host: string;
  /** `group/project` as it is written. */
  project: string;
  questions: GateQuestions;
}

/** Finds the project of a webhook; Job Hooks of older versions name its address only. */
export function createHookItem(options: {
  webhook: StoredWebhook;
  payload: Payload;
  questions: GateQuestions;
  identitySalt: string | undefined;
}): HookItem {
  const { webhook, payload, questions, identitySalt } = options;
  const { eventType, body, receivedAt, headers } = webhook;
  const about = payload.child('project');
  const home = payload.child('repository')?.text('homepage');
  const address = webAddress(about?.text('web_url') ?? home);
  const project =
    about?.text('path_with_namespace') ??
    pathOf(address, headers['x-gitlab-instance']) ??
    payload.requireChild('project').requireText('path_with_namespace');
  const source = address ?? `https://gitlab.com/${encodeURI(project)}`;
  const repository = project.toLowerCase();
  return {
    document: payload,
    payload,
    project,
    repository,
    source,
    host: new URL(source).host,
    defaultBranch: about?.text('default_branch'),
    identitySalt,
    questions,
    events: CdEventFactory.create({
      vendor: 'gitlab',
      eventType,
      body,
      receivedAt,
      repository,
      source,
    }),
  };
}

/** A GitLab may live below a path of its host, which is then no part of the project's. */
function pathOf(
  address: string | undefined,
  instance: string | undefined,
): string | undefined {
  if (address === undefined) {
    return undefined;
  }
  const root = webAddress(instance)?.replace(/\/*$/, '/');
  const path = address.startsWith(root ?? ' ')
    ? address.slice(root?.length)
    : new URL(address).pathname.slice(1);
  return decodeURI(path).replace(/\/+$/, '') || undefined;
}
