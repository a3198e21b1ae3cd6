import type { Person, Service } from '../organisation/types';
import { SeededRandom } from '../random/SeededRandom';
import { isLateFriday } from './calendar';
import { drawFailure, failureProbability, failureSymptoms } from './failure';
import { planIncident } from './planIncident';
import type { Pace } from './pace';
import type { PlannedCommit } from './planCommit';
import { planQuality } from './planQuality';
import { deploySteps, planJob, planTests, publishSteps } from './planRun';
import type {
  Chain,
  ChainDeployment,
  ChangeKind,
  FailureEvidence,
  RepositoryState,
  RunAttempt,
  ServiceState,
} from './types';

/** A change that is about to become a chain; the commit ids are filled in when git has them. */
export interface ChainPlan {
  service: Service;
  kind: ChangeKind;
  author: Person;
  reviewer: Person;
  commit: PlannedCommit;
  unfamiliar: boolean;
  /** Gets through tests and staging, whatever the odds. */
  sound?: boolean;
  /** Epoch milliseconds. */
  mergedAt: number;
}

const brokenTests = 0.035;
/** Share of failed deployments to production that become an incident. */
const noticedFailures = 0.45;
/** Of what could have failed and did not: trouble that shows only under load. */
const hiddenFailures = 0.2;

/**
 * Takes a merged change through tests, staging and production, and moves the repository's state on. Ids of runs,
 * jobs and deployments come from the state, so that they never repeat.
 *
 * @param options - `allocateId` gives ids that are unique in the organisation
 */
export function planChain(options: {
  plan: ChainPlan;
  state: RepositoryState;
  pace: Pace;
  random: SeededRandom;
  allocateId: () => number;
}): Chain {
  const { plan, state, pace, random, allocateId } = options;
  const { service, commit, mergedAt } = plan;
  const own = serviceState(state, service.name);
  own.waitingLines += commit.linesAdded + commit.linesDeleted;
  const flaky = random.chance(flakiness(service));
  const broken = random.chance(brokenTests) && !plan.sound;
  const { quality, slower, majorUpdate } = planQuality({
    service,
    own,
    flaky,
    broken,
    random,
  });
  const evidence: FailureEvidence = {
    changedLines: own.waitingLines,
    lateFriday: isLateFriday(mergedAt),
    hotFile: commit.hotFile,
    unfamiliar: plan.unfamiliar,
    flakyTests: flaky,
    slower,
    majorUpdate,
  };
  const number = state.nextPullRequest++;
  const openedAt = Math.round(mergedAt - pace.review(random));
  const startedAt =
    Math.max(mergedAt, own.busyUntil) + Math.round(pace.queue(random));
  const attempts = planTests({
    startedAt,
    flaky,
    broken,
    allocateId,
    random,
    duration: () => pace.tests(random),
    queue: () => pace.queue(random),
  });
  const chain: Chain = {
    id: `${service.name}-${number}`,
    repository: service.repository,
    service: service.name,
    kind: plan.kind,
    author: plan.author.login,
    reviewer: plan.reviewer.login,
    pullRequest: {
      number,
      id: allocateId(),
      title: commit.title,
      branch: `${plan.author.login.split('-')[0]}/${commit.title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, 40)}`,
      headSha: '',
      authoredAt: Math.round(openedAt - pace.toReview(random)),
      openedAt,
      mergedAt,
    },
    commit: {
      sha: '',
      parentSha: '',
      treeId: '',
      message: `${commit.title} (#${number})`,
      added: commit.added,
      modified: commit.modified,
      removed: commit.removed,
      linesAdded: commit.linesAdded,
      linesDeleted: commit.linesDeleted,
    },
    check: random.chance(0.4)
      ? { id: allocateId(), finishedAt: Math.round((openedAt + mergedAt) / 2) }
      : undefined,
    run: { id: allocateId(), number: state.nextRun++, attempts },
    deployments: [],
    evidence,
    quality,
    incidents: [],
  };
  const last = attempts[attempts.length - 1];
  if (last.conclusion === 'success') {
    if (service.environments) {
      deploy({ ...options, chain, own, run: last });
    } else {
      publish({ ...options, chain, run: last });
    }
  } else {
    own.lastFailed = true;
  }
  own.busyUntil = last.finishedAt;
  return chain;
}

/** Staging, then production when staging went well. */
function deploy(options: {
  plan: ChainPlan;
  pace: Pace;
  random: SeededRandom;
  allocateId: () => number;
  chain: Chain;
  own: ServiceState;
  run: RunAttempt;
}): void {
  const { plan, pace, random, allocateId, chain, own, run } = options;
  own.lastFailed = false;
  for (const tier of ['staging', 'production'] as const) {
    const environment = plan.service.environments?.[tier] ?? tier;
    const requestedAt = run.finishedAt + Math.round(pace.queue(random) / 4);
    const drawn = drawFailure(chain.evidence, random);
    const cause = plan.sound ? undefined : drawn;
    const symptom = cause && failureSymptoms[cause];
    const job = planJob({
      id: allocateId(),
      name: `deploy-${tier}`,
      steps: deploySteps,
      startedAt: requestedAt + Math.round(pace.queue(random)),
      duration: pace[tier](random),
      failedStep: symptom?.step,
    });
    const deployment: ChainDeployment = {
      id: allocateId(),
      environment,
      tier,
      requestedAt,
      startedAt: job.startedAt,
      finishedAt: job.finishedAt,
      outcome: job.conclusion,
      description: symptom?.description ?? `Live in ${environment}`,
      replaces: own.active[tier],
      cause,
    };
    chain.deployments.push(deployment);
    run.jobs.push(job);
    run.finishedAt = job.finishedAt;
    run.conclusion = job.conclusion;
    const incident =
      tier === 'production'
        ? planIncident({
            deployment,
            service: plan.service,
            chance: cause
              ? noticedFailures
              : hiddenFailures * failureProbability(chain.evidence),
            pace,
            random,
          })
        : undefined;
    if (incident) {
      chain.incidents.push(incident);
      own.lastFailed = true;
    }
    if (cause) {
      own.lastFailed = true;
      return;
    }
    own.active[tier] = { id: deployment.id, sha: '', requestedAt };
  }
  own.waitingLines = 0;
}

/** Libraries are released now and then, never deployed. */
function publish(options: {
  state: RepositoryState;
  pace: Pace;
  random: SeededRandom;
  allocateId: () => number;
  chain: Chain;
  own?: ServiceState;
  run: RunAttempt;
}): void {
  const { state, pace, random, allocateId, chain, run } = options;
  if (!random.chance(0.35)) {
    return;
  }
  const job = planJob({
    id: allocateId(),
    name: 'publish',
    steps: publishSteps,
    startedAt: run.finishedAt + Math.round(pace.queue(random)),
    duration: pace.staging(random),
  });
  run.jobs.push(job);
  run.finishedAt = job.finishedAt;
  chain.release = {
    id: allocateId(),
    tag: `v1.${state.nextRelease++}.0`,
    publishedAt: job.finishedAt,
  };
}

/** Share of test runs that fail without a reason: 2 to 20 %, a property of the service. */
function flakiness(service: Service): number {
  const draw = SeededRandom.create(`flakiness/${service.name}`).uniform();
  return 0.02 + 0.18 * draw * draw;
}

/** The part of the state that belongs to one service; made when it is first asked for. */
export function serviceState(
  state: RepositoryState,
  name: string,
): ServiceState {
  state.services[name] ??= {
    waitingLines: 0,
    lastFailed: false,
    busyUntil: 0,
    active: {},
  };
  return state.services[name];
}
