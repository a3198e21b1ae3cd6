import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';
import { milliseconds } from './milliseconds';

/** A stage of an execution, from an event of its own or from the list of an execution. */
export interface Stage {
  name: string;
  type?: string;
  taskName?: string;
  status?: string;
  startedAt?: string;
  finishedAt?: string;
  /** Account that it deploys with. */
  account?: string;
  /** True for parts that Spinnaker adds by itself. */
  synthetic: boolean;
}

/** The phase tells the status where an event does not. */
export function readStage(content: Payload, phase?: string): Stage {
  const context = content.child('context');
  const details =
    context?.child('stageDetails') ?? content.child('stageDetails');
  return {
    name: content.text('name') ?? details?.text('name') ?? 'unnamed',
    type:
      details?.text('type') ?? content.text('type') ?? context?.text('type'),
    taskName: content.text('taskName'),
    status: content.text('status') ?? (phase && statusOf(phase, content)),
    startedAt: milliseconds(content, 'startTime'),
    finishedAt: milliseconds(content, 'endTime'),
    account: context?.text('account') ?? context?.text('credentials'),
    synthetic:
      content.flag('isSynthetic') ??
      content.text('syntheticStageOwner') !== undefined,
  };
}

function statusOf(phase: string, content: Payload): string {
  if (phase === 'starting') {
    return 'RUNNING';
  }
  if (content.flag('canceled')) {
    return 'CANCELED';
  }
  return phase === 'complete' ? 'SUCCEEDED' : 'TERMINAL';
}
