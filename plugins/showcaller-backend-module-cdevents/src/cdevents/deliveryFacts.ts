import type {
  ArtifactData,
  CdEvent,
  ChangeData,
  DeploymentData,
  PipelineRunData,
  ShowcallerEventData,
  TaskRunData,
} from '@showcaller/backstage-plugin-showcaller-common';
import { webAddress } from '@showcaller/backstage-plugin-showcaller-node';
import { purlOf } from './purl';
import { SenderFacts } from './SenderFacts';

const TYPE =
  /^dev\.cdevents\.(change|pipelinerun|taskrun|service|artifact)\.([a-z]+)\.|^dev\.cdeventsx\.showcaller-(deployment)\./;
const DEPLOYED = new Set(['deployed', 'upgraded', 'rolledback']);
const BUILT = new Set(['packaged', 'published']);
/** What a component may be called in the catalog, with or without kind and namespace. */
const ENTITY = /^([a-z]+:)?([\w.-]+\/)?[a-z0-9][\w.-]{0,62}$/i;

interface Facts<TData = ShowcallerEventData> {
  subjectId: string;
  data: TData;
}

/**
 * What an event tells of delivery, as delivery keeps it. CDEvents has no field for the repository, and for the revision
 * only a package URL: both are taken from `customData` (`repository`, `sha`), from the fields of the event, or from a
 * package URL of a git host. Undefined when they are not told: the event is then kept and makes no row.
 */
export function deliveryFacts(
  event: CdEvent,
  identity: string,
): Facts | undefined {
  const [, subject, predicate = '', ours] = TYPE.exec(event.context.type) ?? [];
  const facts = SenderFacts.of(event);
  switch (subject ?? ours) {
    case 'change':
      return changeFacts(facts);
    case 'pipelinerun':
      return pipelineRunFacts(facts, event.subject.id);
    case 'taskrun':
      return taskRunFacts(facts, event.subject.id);
    case 'service':
      return DEPLOYED.has(predicate)
        ? deploymentFacts(facts, { event, identity })
        : undefined;
    case 'deployment':
      return deploymentFacts(facts, { event, identity });
    case 'artifact':
      return BUILT.has(predicate)
        ? artifactFacts(facts, event.subject.id)
        : undefined;
    default:
      return undefined;
  }
}

function changeFacts(facts: SenderFacts): Facts<ChangeData> | undefined {
  const { repository, sha } = facts;
  return repository && sha
    ? {
        subjectId: `${repository}@${sha}`,
        data: {
          kind: 'change',
          repository,
          sha,
          title: facts.text('title') ?? facts.content.text('description'),
          url: webAddress(facts.text('url')),
          branch: facts.text('branch'),
          onDefaultBranch: facts.flag('onDefaultBranch'),
          committedAt: facts.time('committedAt'),
        },
      }
    : undefined;
}

function pipelineRunFacts(
  facts: SenderFacts,
  subjectId: string,
): Facts<PipelineRunData> | undefined {
  const { repository, sha } = facts;
  const runId = (facts.text('runId') ?? subjectId).slice(0, 200);
  const attempt = facts.attempt;
  return repository
    ? {
        subjectId: `${repository}#run-cdevents-${runId}.${attempt}`,
        data: {
          kind: 'pipelineRun',
          repository,
          sha,
          branch: facts.text('branch'),
          runId: `cdevents-${runId}`,
          attempt,
          url: webAddress(facts.content.text('uri')),
          trigger: facts.text('trigger'),
          rawOutcome: facts.text('rawOutcome') ?? facts.content.text('outcome'),
        },
      }
    : undefined;
}

function taskRunFacts(
  facts: SenderFacts,
  subjectId: string,
): Facts<TaskRunData> | undefined {
  const { repository, sha } = facts;
  const run = facts.content.child('pipelineRun')?.text('id');
  return repository
    ? {
        subjectId: `${repository}#task-cdevents-${subjectId.slice(0, 200)}`,
        data: {
          kind: 'taskRun',
          repository,
          sha,
          runId: run && `cdevents-${run.slice(0, 200)}`,
          attempt: facts.attempt,
          url: webAddress(facts.content.text('uri')),
          rawOutcome: facts.content.text('outcome'),
        },
      }
    : undefined;
}

/** The subject of a service event is the service: each event is a deployment of its own, unless the sender says which. */
function deploymentFacts(
  facts: SenderFacts,
  options: { event: CdEvent; identity: string },
): Facts<DeploymentData> | undefined {
  const { event, identity } = options;
  const { repository, sha } = facts;
  const environment =
    facts.content.child('environment')?.text('id') ?? facts.text('environment');
  if (!repository || !sha || !environment) {
    return undefined;
  }
  const told = facts.text('deploymentId') ?? identity.slice(0, 16);
  const deploymentId = `cdevents-${told.slice(0, 150)}`;
  const service = event.subject.id;
  return {
    subjectId: `${repository}#deployment-${deploymentId}`,
    data: {
      kind: 'deployment',
      repository,
      deploymentId,
      sha,
      ref: facts.text('ref'),
      environment: environment.slice(0, 200),
      entity:
        facts.text('entity')?.slice(0, 200) ??
        (ENTITY.test(service) ? service : undefined),
      url: webAddress(facts.text('url')),
      description: facts.text('description')?.slice(0, 500),
      requestedAt: facts.time('requestedAt'),
    },
  };
}

function artifactFacts(
  facts: SenderFacts,
  subjectId: string,
): Facts<ArtifactData> | undefined {
  const { repository, sha } = facts;
  const purl = purlOf(subjectId);
  return repository && purl
    ? {
        subjectId,
        data: {
          kind: 'artifact',
          repository,
          purl: subjectId,
          digest: facts.text('digest') ?? purl.digest,
          sha,
          version: facts.text('version') ?? purl.version,
          url: webAddress(facts.text('url')),
        },
      }
    : undefined;
}
