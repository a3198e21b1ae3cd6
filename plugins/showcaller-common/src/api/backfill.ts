/** Past runs, tests and deployments read from a vendor's API, so that history trains the model on the first day. @public */
export interface BackfillRow {
  entityRef: string;
  repository: string;
  /** `github`, `gitlab`, `jenkins` */
  source: string;
  status: 'queued' | 'running' | 'waiting' | 'done' | 'failed' | 'cancelled';
  /** What is read now: `deployments, page 12`; for `waiting`: until when, because of the rate limit. */
  stage: string;
  requests: number;
  itemsStored: number;
  since: string;
  startedAt?: string;
  finishedAt?: string;
  /** Time of the next request while the vendor's rate limit is used up. */
  waitingUntil?: string;
  error?: string;
}

/** Body of `POST delivery/backfills`. @public */
export interface BackfillRequest {
  entityRef: string;
  /** How far back; 180 days when absent. */
  days?: number;
}
