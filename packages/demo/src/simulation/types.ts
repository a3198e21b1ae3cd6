/** Why a change is made. */
export type ChangeKind =
  | 'feature'
  | 'fix'
  | 'refactoring'
  | 'configuration'
  | 'tests';

/** Why a deployment failed. Known to the demo only: no payload carries it. */
export type FailureCause =
  | 'size'
  | 'late-friday'
  | 'hot-file'
  | 'unfamiliar-author'
  | 'flaky-tests'
  | 'slower'
  | 'major-update'
  | 'environment';

/** What makes a deployment more or less likely to fail. */
export interface FailureEvidence {
  /** Lines added and deleted since the last good deployment to production. */
  changedLines: number;
  /** Friday at 15:00 UTC or later. */
  lateFriday: boolean;
  /** One of the most often changed files of the repository is touched. */
  hotFile: boolean;
  /** The author has hardly changed this part of the code before. */
  unfamiliar: boolean;
  /** The tests failed first and passed when run again. */
  flakyTests: boolean;
  /** The benchmark became clearly slower with this change. */
  slower: boolean;
  /** A library went up a major version with this change. */
  majorUpdate: boolean;
}

/** What the pipeline found out about a change beside success and failure. */
export interface ChainQuality {
  /** Tests that failed in the first attempt and passed when run again. */
  flakyTests: string[];
  /** Tests that failed and went on failing. */
  brokenTests: string[];
  /** Measured by the last attempt of services that have a benchmark; milliseconds. */
  benchmarks: Array<{ name: string; value: number }>;
  /** Every library with its version. */
  packages: Record<string, string>;
}

/** Something that broke in production and was noticed. */
export interface ChainIncident {
  id: string;
  title: string;
  openedAt: number;
  resolvedAt: number;
  /** Of the deployment that is to blame, where whoever reported it knew. */
  deploymentId?: number;
}

/** Times are epoch milliseconds; ids are commit ids, or marks while the commit is being written. */
export interface ChainCommit {
  sha: string;
  parentSha: string;
  treeId: string;
  message: string;
  added: string[];
  modified: string[];
  removed: string[];
  linesAdded: number;
  linesDeleted: number;
}

export interface ChainPullRequest {
  number: number;
  id: number;
  title: string;
  branch: string;
  headSha: string;
  authoredAt: number;
  openedAt: number;
  mergedAt: number;
}

export interface ChainStep {
  name: string;
  conclusion: 'success' | 'failure' | 'skipped';
  startedAt: number;
  finishedAt: number;
}

export interface ChainJob {
  id: number;
  name: string;
  conclusion: 'success' | 'failure';
  startedAt: number;
  finishedAt: number;
  steps: ChainStep[];
}

export interface RunAttempt {
  attempt: number;
  conclusion: 'success' | 'failure';
  startedAt: number;
  finishedAt: number;
  jobs: ChainJob[];
}

export interface ActiveDeployment {
  id: number;
  sha: string;
  requestedAt: number;
}

export interface ChainDeployment {
  id: number;
  environment: string;
  tier: 'staging' | 'production';
  requestedAt: number;
  startedAt: number;
  finishedAt: number;
  outcome: 'success' | 'failure';
  description: string;
  /** What was live before; GitHub marks it inactive when this one succeeds. */
  replaces?: ActiveDeployment;
  cause?: FailureCause;
}

/** One change on its way from a pull request to production. Plain data: it is kept in the journal as JSON. */
export interface Chain {
  id: string;
  repository: string;
  service: string;
  kind: ChangeKind;
  /** Logins. */
  author: string;
  reviewer: string;
  pullRequest: ChainPullRequest;
  commit: ChainCommit;
  check?: { id: number; finishedAt: number };
  run: { id: number; number: number; attempts: RunAttempt[] };
  deployments: ChainDeployment[];
  release?: { id: number; tag: string; publishedAt: number };
  evidence: FailureEvidence;
  quality: ChainQuality;
  incidents: ChainIncident[];
}

/** What a repository remembers between changes, and between starts. */
export interface RepositoryState {
  /** Commit id of the default branch (a mark while it is being written). */
  head: string;
  nextPullRequest: number;
  nextRun: number;
  nextId: number;
  nextRelease: number;
  /** `<author> <part of the code>` → number of changes. */
  experience: Record<string, number>;
  services: Record<string, ServiceState>;
}

export interface ServiceState {
  /** Lines changed since the last good deployment to production. */
  waitingLines: number;
  lastFailed: boolean;
  /** Benchmarks and libraries as they stand; absent before the first change. */
  measured?: {
    benchmarks: Record<string, number>;
    packages: Record<string, string>;
  };
  /** Deployments of a service do not overlap. */
  busyUntil: number;
  active: { staging?: ActiveDeployment; production?: ActiveDeployment };
}
