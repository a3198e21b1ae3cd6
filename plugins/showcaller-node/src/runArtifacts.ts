import { createExtensionPoint } from '@backstage/backend-plugin-api';

/** A run of a pipeline that has ended, as its webhook told it. @public */
export interface FinishedRun {
  /** `owner/repo`, lower case. */
  repository: string;
  /** Full id of the commit that it ran on, lower case. */
  sha: string;
  /** `runId` of its `PipelineRunData`: `123`, `gitlab-123`, `jenkins-shop/payments-7`. */
  runId: string;
  /** From 1. */
  attempt: number;
  /** Address of the run, where the webhook told one. */
  url?: string;
  /** RFC 3339: when this attempt began; absent when that is not known. */
  startedAt?: string;
  /** RFC 3339 */
  finishedAt: string;
}

/** What a run left behind: an archive, or a single file. @public */
export interface RunArtifact {
  /** The source's own, by which it reads the artifact again; at most 1,000 characters. */
  id: string;
  /** What people call it, and configuration matches: the artifact's name, the job's, or the file's path. */
  name: string;
  form: 'zip' | 'file';
  /** Size in bytes, where the source says it. */
  bytes?: number;
  /** It was there, and the vendor has deleted its content. */
  expired?: boolean;
}

/** @public */
export interface RunArtifactListRequest {
  run: FinishedRun;
  signal: AbortSignal;
}

/** @public */
export interface RunArtifactReadRequest extends RunArtifactListRequest {
  artifact: RunArtifact;
  /** Longest accepted content in bytes: more is a VendorError of the kind `too-large`, and is not read to its end. */
  maxBytes: number;
}

/**
 * Reads what finished runs of one vendor left behind. Both methods change nothing, ask the configured host only, and throw
 * VendorError: `not-found` for what is gone. Called by one replica at a time for a run, again after a failure or a crash.
 * Registered through {@link showcallerRunArtifactsExtensionPoint}.
 *
 * @public
 */
export interface RunArtifactSource {
  /** `github`, `gitlab`, `jenkins` */
  id: string;
  /** Whether the run is of the configured system. Decided without asking anybody. */
  wants(run: FinishedRun): boolean;
  /** All artifacts of this attempt of the run, at most 1,000. */
  list(request: RunArtifactListRequest): Promise<RunArtifact[]>;
  /** The bytes of an archive or a file, as they are. */
  read(request: RunArtifactReadRequest): Promise<Uint8Array<ArrayBuffer>>;
}

/** @public */
export interface ShowcallerRunArtifactsExtensionPoint {
  /** Throws when a source of the same id was added before. */
  addSource(source: RunArtifactSource): void;
}

/** Adds systems whose finished runs are asked for test results and other documents. @public */
export const showcallerRunArtifactsExtensionPoint =
  createExtensionPoint<ShowcallerRunArtifactsExtensionPoint>({
    id: 'showcaller.run-artifacts',
  });
