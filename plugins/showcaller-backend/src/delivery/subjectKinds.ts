import type { ShowcallerEventData } from '@showcaller/backstage-plugin-showcaller-common';
import {
  foldArtifact,
  foldChange,
  foldDeployment,
  foldPipelineRun,
  foldTaskRun,
  type DeliveryEvent,
} from '@showcaller/engine/delivery';
import { timestamp } from '../database/timestamp';

export type SubjectKind = ShowcallerEventData['kind'];

/** A row as it is written: every column present, unknown ones null. */
export type SubjectRow = Record<string, string | number | boolean | null> & {
  id: string;
  repository: string;
};

/** What the events of a subject add up to, and where that is kept. */
interface SubjectFold {
  table: string;
  /** Undefined while the events do not tell enough for a row. */
  toRow(id: string, events: DeliveryEvent[]): SubjectRow | undefined;
}

const earliest = (events: DeliveryEvent[]) =>
  events.map(event => event.occurredAt).sort()[0];

/** A time that a source stated in a form that cannot be read is not known. */
function readable(time: string | undefined): string | undefined {
  return time === undefined || Number.isNaN(Date.parse(time))
    ? undefined
    : timestamp(time);
}

function columns<T extends { id: string; repository: string }>(
  row: T,
): SubjectRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name, value ?? null]),
  ) as SubjectRow;
}

export const subjectFolds: Record<SubjectKind, SubjectFold> = {
  change: {
    table: 'change',
    toRow(id, events) {
      const change = foldChange(events as Parameters<typeof foldChange>[0]);
      if (!change) {
        return undefined;
      }
      const committedAt = readable(change.committedAt);
      const observedAt = timestamp(change.observedAt);
      return columns({
        id,
        repository: change.repository.toLowerCase(),
        sha: change.sha,
        status: change.status,
        title: change.title,
        url: change.url,
        branch: change.branch,
        on_default_branch: change.onDefaultBranch,
        pull_request: change.pullRequest,
        committed_at: committedAt,
        author_hash: change.authorHash,
        files: change.files && JSON.stringify(change.files),
        files_truncated: change.filesTruncated,
        files_changed: change.filesChanged,
        lines_added: change.linesAdded,
        lines_deleted: change.linesDeleted,
        observed_at: observedAt,
        sort_at: committedAt ?? observedAt,
      });
    },
  },
  pipelineRun: {
    table: 'pipeline_run',
    toRow(id, events) {
      const run = foldPipelineRun(
        events as Parameters<typeof foldPipelineRun>[0],
      );
      if (!run) {
        return undefined;
      }
      const queuedAt = readable(run.queuedAt);
      const startedAt = readable(run.startedAt);
      const finishedAt = readable(run.finishedAt);
      return columns({
        id,
        repository: run.repository.toLowerCase(),
        run_id: run.runId,
        attempt: run.attempt,
        status: run.status,
        name: run.name,
        sha: run.sha,
        branch: run.branch,
        run_number: run.runNumber,
        trigger: run.trigger,
        url: run.url,
        raw_outcome: run.rawOutcome,
        queued_at: queuedAt,
        started_at: startedAt,
        finished_at: finishedAt,
        sort_at: startedAt ?? queuedAt ?? finishedAt ?? earliest(events),
      });
    },
  },
  taskRun: {
    table: 'task_run',
    toRow(id, events) {
      const task = foldTaskRun(events as Parameters<typeof foldTaskRun>[0]);
      return (
        task &&
        columns({
          id,
          repository: task.repository.toLowerCase(),
          status: task.status,
          name: task.name,
          pipeline_run_id: task.pipelineRunId,
          run_id: task.runId,
          attempt: task.attempt,
          sha: task.sha,
          url: task.url,
          raw_outcome: task.rawOutcome,
          steps: task.steps && JSON.stringify(task.steps),
          queued_at: readable(task.queuedAt),
          started_at: readable(task.startedAt),
          finished_at: readable(task.finishedAt),
        })
      );
    },
  },
  deployment: {
    table: 'deployment',
    toRow(id, events) {
      const deployment = foldDeployment(
        events as Parameters<typeof foldDeployment>[0],
      );
      return (
        deployment &&
        columns({
          id,
          repository: deployment.repository.toLowerCase(),
          deployment_id: deployment.deploymentId,
          sha: deployment.sha,
          environment: deployment.environment,
          status: deployment.status,
          ref: deployment.ref,
          named_entity: deployment.entity,
          url: deployment.url,
          description: deployment.description,
          requested_at: readable(deployment.requestedAt) ?? earliest(events),
          started_at: readable(deployment.startedAt),
          finished_at: readable(deployment.finishedAt),
          first_received_at: timestamp(deployment.firstReceivedAt),
        })
      );
    },
  },
  artifact: {
    table: 'artifact',
    toRow(id, events) {
      const artifact = foldArtifact(
        events as Parameters<typeof foldArtifact>[0],
      );
      return (
        artifact &&
        columns({
          id,
          repository: artifact.repository.toLowerCase(),
          purl: artifact.purl,
          status: artifact.status,
          digest: artifact.digest,
          sha: artifact.sha,
          version: artifact.version,
          url: artifact.url,
          change_id: artifact.changeId,
          sbom_uri: artifact.sbomUri,
          packaged_at: readable(artifact.packagedAt),
          published_at: readable(artifact.publishedAt),
        })
      );
    },
  },
};

/** The kind of an event's custom data; undefined for events that are nothing of delivery's. */
export function subjectKindOf(data: unknown): SubjectKind | undefined {
  const kind = (data as { kind?: unknown } | undefined)?.kind;
  return typeof kind === 'string' && Object.hasOwn(subjectFolds, kind)
    ? (kind as SubjectKind)
    : undefined;
}
