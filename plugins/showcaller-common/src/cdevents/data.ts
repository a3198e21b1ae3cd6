/**
 * What our mappers put in `customData` of each kind of event: facts that CDEvents v0.5.1 has no field for.
 * A field that the source did not tell is left out; it is never filled with 0 or an empty string.
 */

/** Facts of a change (a commit). Subject id: `<repository>@<sha>`. @public */
export interface ChangeData {
  kind: 'change';
  /** `owner/repo`, lower case. */
  repository: string;
  sha: string;
  title?: string;
  url?: string;
  branch?: string;
  onDefaultBranch?: boolean;
  /** Salted hash of the author's address or login; never the name itself. */
  authorHash?: string;
  committedAt?: string;
  pullRequest?: {
    number: number;
    title?: string;
    url?: string;
    headSha?: string;
    /** Revision that it is to be merged into, as of the event. */
    baseSha?: string;
  };
  filesAdded?: string[];
  filesModified?: string[];
  filesRemoved?: string[];
  /** True when the source cut the file lists short. */
  filesTruncated?: boolean;
  filesChanged?: number;
  linesAdded?: number;
  linesDeleted?: number;
}

/** Facts of one attempt of a pipeline run. Subject id: `<repository>#run-<id>.<attempt>`. @public */
export interface PipelineRunData {
  kind: 'pipelineRun';
  repository: string;
  sha?: string;
  branch?: string;
  runId: string;
  attempt: number;
  runNumber?: number;
  url?: string;
  /** What started it: `push`, `pull_request`, `schedule` … as the source says. */
  trigger?: string;
  startedAt?: string;
  finishedAt?: string;
  /** The source's own word for the result. */
  rawOutcome?: string;
}

/** Facts of one task (job) of a run. Subject id: `<repository>#task-<id>`. @public */
export interface TaskRunData {
  kind: 'taskRun';
  repository: string;
  sha?: string;
  runId?: string;
  attempt?: number;
  url?: string;
  startedAt?: string;
  finishedAt?: string;
  rawOutcome?: string;
  steps?: Array<{
    name: string;
    status?: string;
    outcome?: string;
    startedAt?: string;
    finishedAt?: string;
  }>;
}

/** Facts of a deployment. Subject id: `<repository>#deployment-<id>`. @public */
export interface DeploymentData {
  kind: 'deployment';
  repository: string;
  deploymentId: string;
  sha: string;
  ref?: string;
  /** The raw environment name as the source says it. */
  environment: string;
  /** Catalog entity named in the payload (`component:default/payments-api` or just `payments-api`), where it names one. */
  entity?: string;
  url?: string;
  description?: string;
  requestedAt?: string;
  rawStatus?: string;
}

/** Facts of a built or published artifact. Subject id: its package URL. @public */
export interface ArtifactData {
  kind: 'artifact';
  repository: string;
  purl: string;
  /** `sha256:…` where the source gives one. */
  digest?: string;
  sha?: string;
  version?: string;
  url?: string;
}

/**
 * Results of the tests of one pipeline run, carried by `testsuiterun.finished`. Subject id: `<repository>#tests-<run>`.
 * No part of {@link ShowcallerEventData}: delivery has no rows of tests; single tests are in the evidence.
 *
 * @public
 */
export interface TestReportData {
  kind: 'testReport';
  repository: string;
  sha: string;
  /** Distinguishes several reports of one revision, e.g. `gitlab`, `jenkins shop/payments`. */
  name: string;
  runId: string;
  /** From 1. */
  attempt: number;
  passed: number;
  failed: number;
  skipped: number;
  finishedAt?: string;
  url?: string;
}

/**
 * A tool waits for an answer of the gate: carried by `dev.cdeventsx.showcaller-gate.requested`. No part of
 * {@link ShowcallerEventData}: delivery has no rows of it.
 *
 * @public
 */
export interface GateRequestData {
  kind: 'gateRequest';
  repository: string;
  sha: string;
  /** Raw environment; absent for a pull request, which has none. */
  environment?: string;
  stage: 'pre-merge' | 'pre-deploy';
  pullRequest?: number;
  /** Catalog entity named in the payload, where it names one. */
  entity?: string;
  /** Login at the source of the person who started it. */
  requestedBy?: string;
  /** Id of the `GateResponder` that has to be used. */
  responder: string;
  /** What the responder needs to find the place again; plain JSON without secrets. */
  target: Record<string, string | number | boolean>;
}

/** @public */
export type ShowcallerEventData =
  | ChangeData
  | PipelineRunData
  | TaskRunData
  | DeploymentData
  | ArtifactData;
