import {
  type Payload,
  webAddress,
} from '@showcaller/backstage-plugin-showcaller-node';
import { milliseconds } from './milliseconds';
import { sourceOf, type ExecutionSource } from './sourceOf';
import type { SpinnakerMapping } from './SpinnakerMapping';

/** An execution of a pipeline, or of an ad-hoc operation. */
export interface Execution extends ExecutionSource {
  application: string;
  /** `spinnaker-<application>/<id>` */
  runId: string;
  name: string;
  status?: string;
  startedAt?: string;
  finishedAt?: string;
  /** What started it: `manual`, `git`, `jenkins` … */
  trigger?: string;
  uri: string;
  url?: string;
  stages: Payload[];
  /** Stands for the repository where none is known. */
  key: string;
}

export function readExecution(
  event: Payload,
  mapping: SpinnakerMapping,
): Execution {
  const content = event.requireChild('content');
  const execution = content.requireChild('execution');
  const id = content.text('executionId') ?? execution.requireText('id');
  const application =
    execution.text('application') ??
    event.child('details')?.text('application') ??
    'unknown';
  const url =
    mapping.deckUrl &&
    webAddress(
      `${mapping.deckUrl.replace(
        /\/+$/,
        '',
      )}/#/applications/${application}/executions/details/${id}`,
    );
  const trigger = execution.child('trigger');
  return {
    ...sourceOf(trigger),
    application,
    runId: `spinnaker-${application}/${id}`.slice(0, 200),
    name: execution.text('name') ?? execution.text('description') ?? 'unnamed',
    status: execution.text('status'),
    startedAt: milliseconds(execution, 'startTime'),
    finishedAt: milliseconds(execution, 'endTime'),
    trigger: trigger?.text('type'),
    url,
    uri:
      url ??
      `spinnaker:${encodeURIComponent(application)}/${encodeURIComponent(id)}`,
    stages: execution.children('stages'),
    key: `spinnaker/${application}`,
  };
}
