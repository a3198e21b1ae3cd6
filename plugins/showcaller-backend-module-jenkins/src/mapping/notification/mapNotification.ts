import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CdEventFactory,
  Payload,
  type MappingResult,
  type StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { CataloguedJob, JobDirectory } from '../../jobs/JobDirectory';
import { factsOf, mapBuildProgress, type BuildProgress } from '../mapBuild';
import type { JenkinsItem } from '../mapJenkinsApi';
import { mapTestReport } from '../mapTestReport';
import { mapArtifacts } from './mapArtifacts';
import { notifiedBuild } from './notifiedBuild';
import {
  fullNameOf,
  instanceOf,
  jobAddress,
  repositoryOf,
  type KnownInstance,
} from './notifiedJob';

/** Phases of which something is made. After COMPLETED, FINALIZED says the same with all results. */
const phases = new Set(['QUEUED', 'STARTED', 'FINALIZED']);
const DROPPED = 'COMPLETED';

/**
 * Maps a body of the notification plugin, or of its step `notifyEndpoints`. A build has the subject that the backfill
 * gives it; it belongs to the entities that name its job, otherwise to the repository that it checked out.
 */
export function mapNotification(
  webhook: StoredWebhook,
  options: { directory: JobDirectory; instances: KnownInstance[] },
): MappingResult {
  const { directory, instances } = options;
  const { body, receivedAt } = webhook;
  const payload = Payload.parse(body);
  const build = payload.requireChild('build');
  const phase = build.requireText('phase');
  if (phase === DROPPED) {
    return { events: [] };
  }
  if (!phases.has(phase)) {
    return {
      unmapped: `The phase ${phase} says nothing of a build of Jenkins`,
    };
  }
  const job = fullNameOf(payload);
  const instance = instanceOf(build, instances);
  const owners = ownersOf(directory.find(instance, job), build);
  if (owners.length === 0) {
    return {
      unmapped: `Nobody says which repository the job ${job} belongs to: name it in the annotation jenkins.io/job-full-name of its entity`,
    };
  }
  const prefix = instance === 'default' ? '' : `${instance}:`;
  const told = notifiedBuild(build);
  return {
    events: owners.flatMap(({ repository, environment }) =>
      mapFor(build, {
        document: payload,
        repository,
        environment,
        job,
        build: told,
        buildId: `jenkins-${prefix}${job}-${told.requireId('number')}`,
        events: CdEventFactory.create({
          vendor: 'jenkins',
          eventType: `notification ${repository}`,
          body,
          receivedAt,
          repository,
          source:
            jobAddress(build) ?? `https://jenkins.invalid/${encodeURI(job)}`,
        }),
      }),
    ),
  };
}

function ownersOf(named: CataloguedJob[], build: Payload): CataloguedJob[] {
  const repository = repositoryOf(build.child('scm')?.text('url'));
  return named.length === 0 && repository ? [{ repository }] : named;
}

function mapFor(build: Payload, item: JenkinsItem): CdEvent[] {
  const progress = progressOf(build);
  const events = mapBuildProgress(item, progress);
  const { sha, tests } = factsOf(item);
  if (progress.result === undefined) {
    return events;
  }
  return [
    ...events,
    ...(tests && sha ? mapTests(item, { sha, tests, at: progress.at }) : []),
    ...(progress.result === 'SUCCESS'
      ? mapArtifacts(item, build, progress, sha)
      : []),
  ];
}

/**
 * The times of phases are times of events only: the API knows begin and end exactly, and comes before them. A step may tell
 * FINALIZED while the build has no result yet: then it still runs.
 */
function progressOf(build: Payload): BuildProgress {
  const phase = build.text('phase');
  const at = timeOf(build.number('timestamp'));
  const result = phase === 'FINALIZED' ? build.text('status') : undefined;
  if (result === undefined) {
    return { queued: phase === 'QUEUED', at, begunAt: at };
  }
  const duration = build.number('duration') ?? 0;
  const begunAt =
    at !== undefined && duration > 0
      ? timeOf(Date.parse(at) - duration)
      : undefined;
  return {
    result,
    at,
    begunAt: begunAt ?? at,
    tellsBegin: begunAt !== undefined,
  };
}

/** Milliseconds since 1970; 0 is how the plugin says that it does not know. */
function timeOf(milliseconds: number | undefined): string | undefined {
  return milliseconds === undefined ||
    !(milliseconds > 0 && milliseconds < 2.5e14)
    ? undefined
    : new Date(milliseconds).toISOString();
}

function mapTests(
  item: JenkinsItem,
  about: {
    sha: string;
    tests: { failed: number; skipped: number; total: number };
    at?: string;
  },
): CdEvent[] {
  const { sha, tests, at } = about;
  return mapTestReport({
    ...item,
    document: Payload.of({ totals: tests }),
    build: Payload.of({ sha, finishedAt: at, url: item.build.text('url') }),
  });
}
