/** How far a repository was looked through for fixes. */
export interface SzzPass {
  repository: string;
  /** `waiting`: the rest goes on later. `cancelled`: it goes on when somebody asks, or commits come. */
  status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Everything up to this commit was looked through, by earlier passes. */
  base?: string;
  /** Where this pass ends. */
  target?: string;
  /** Fixes looked at of those between `base` and `target`. */
  done: number;
  /** Fixes between `base` and `target`. */
  total?: number;
  /** Fixes looked at in all passes. */
  fixes: number;
  /** Fixes that led nowhere, by reason. */
  skipped: Record<string, number>;
  /** Fixes until then are known. */
  coveredUntil?: string;
  startedAt?: string;
  finishedAt?: string;
  error?: string;
}
