import type { EvidenceKind } from './evidence';

/** `pending`: waits or is under way. `done`: nothing more will be taken. `dead`: given up, `reason` says why. @public */
export type RunArtifactsStatus = 'pending' | 'done' | 'dead';

/** What became of one file of an artifact, or of the artifact as a whole. @public */
export interface RunArtifactFile {
  artifact: string;
  /** Path in the archive; absent when it is about the whole artifact. */
  file?: string;
  kind?: EvidenceKind;
  /** Name of the document that was made of it. */
  name?: string;
  /**
   * `taken`: stored and read. `known`: the same document was there already. `unreadable`: stored, and nothing could be
   * read of it. `refused`: not stored.
   */
  status: 'taken' | 'known' | 'unreadable' | 'refused';
  /** What was read, or why nothing was. */
  reason?: string;
}

/** What was taken from the artifacts of a finished run, and why not more. @public */
export interface RunArtifactsRow {
  id: string;
  /** `github`, `gitlab`, `jenkins` */
  source: string;
  /** `owner/repo` */
  repository: string;
  sha: string;
  runId: string;
  attempt: number;
  url?: string;
  status: RunArtifactsStatus;
  /** Documents that are there now: `taken` and `known` ones. */
  taken: number;
  /** `refused` and `unreadable` ones. */
  refused: number;
  files: RunArtifactFile[];
  /** Why nothing was taken, or what went wrong last. */
  reason?: string;
  /** Tries that failed. */
  attempts: number;
  /** When it is tried again; absent unless pending. */
  nextTryAt?: string;
  createdAt: string;
  updatedAt: string;
}
