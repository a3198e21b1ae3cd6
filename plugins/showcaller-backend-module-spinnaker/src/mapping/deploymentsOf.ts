import type {
  CdEvent,
  DeploymentData,
} from '@showcaller/backstage-plugin-showcaller-common';
import type {
  CdEventFactory,
  EventName,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Execution } from './readExecution';
import type { Stage } from './readStage';
import type { SpinnakerMapping } from './SpinnakerMapping';

/** Types of stages that put something into an environment, and what CDEvents calls their success. */
const deploys: Record<string, EventName> = {
  cloneServerGroup: 'service.deployed',
  createServerGroup: 'service.deployed',
  deploy: 'service.deployed',
  deployManifest: 'service.deployed',
  deployService: 'service.deployed',
  rollbackCluster: 'service.rolledback',
  rollbackServerGroup: 'service.rolledback',
  undoRolloutManifest: 'service.rolledback',
};

/** What became of a deployment, by the status of its stage. */
const outcomes: Record<string, EventName | 'success'> = {
  RUNNING: ['deployment', 'started'],
  SUCCEEDED: 'success',
  TERMINAL: ['deployment', 'failed'],
  FAILED_CONTINUE: ['deployment', 'failed'],
  CANCELED: ['deployment', 'failed'],
  STOPPED: ['deployment', 'failed'],
};

/**
 * The deployments among some stages of an execution. Only where the environment is known: from a parameter of the
 * pipeline, a rule of the configuration, or the account that is deployed with. They make rows where repository and
 * revision are known, too.
 */
export function deploymentsOf(options: {
  execution: Execution;
  stages: Stage[];
  mapping: SpinnakerMapping;
  events: CdEventFactory;
}): CdEvent[] {
  const { execution, stages, mapping, events } = options;
  return stages.flatMap(stage => {
    const { type = '', status = '', synthetic } = stage;
    const environment = environmentOf(execution, stage, mapping);
    if (
      synthetic ||
      !environment ||
      !Object.hasOwn(deploys, type) ||
      !Object.hasOwn(outcomes, status)
    ) {
      return [];
    }
    const outcome = outcomes[status];
    return [
      deploymentEvent(
        { execution, stage, environment, events },
        outcome === 'success' ? deploys[type] : outcome,
      ),
    ];
  });
}

function environmentOf(
  execution: Execution,
  stage: Stage,
  mapping: SpinnakerMapping,
): string | undefined {
  const told: Record<string, string | undefined> = {
    application: execution.application,
    pipeline: execution.name,
    account: stage.account,
  };
  const rule = mapping.environments?.find(({ environment, ...wanted }) =>
    Object.entries(wanted).every(
      ([name, value]) => value === undefined || told[name] === value,
    ),
  );
  return execution.environment ?? rule?.environment ?? stage.account;
}

function deploymentEvent(
  options: {
    execution: Execution;
    stage: Stage;
    environment: string;
    events: CdEventFactory;
  },
  name: EventName,
): CdEvent {
  const { execution, stage, environment, events } = options;
  const { repository, sha, key, runId, application } = execution;
  const deploymentId = `${runId}/${stage.name}`.slice(0, 250);
  const data: DeploymentData | undefined =
    repository && sha
      ? {
          kind: 'deployment',
          repository,
          deploymentId,
          sha,
          ref: execution.branch,
          environment,
          entity: execution.entity ?? application,
          url: execution.url,
          description: `${execution.name}: ${stage.name}`,
          requestedAt: stage.startedAt,
          rawStatus: stage.status,
        }
      : undefined;
  const started = Array.isArray(name) && name[1] === 'started';
  return events.create(name, {
    subjectId: `${repository ?? key}#deployment-${deploymentId}`,
    content: {
      environment: { id: environment },
      artifactId: `pkg:generic/${(repository ?? key)
        .split('/')
        .map(encodeURIComponent)
        .join('/')}@${sha ?? 'unknown'}`,
    },
    at: started ? stage.startedAt : stage.finishedAt ?? stage.startedAt,
    sha,
    data,
  });
}
