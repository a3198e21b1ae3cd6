/** The events of GitHub that the demo sends. */
export type WebhookEvent =
  | 'push'
  | 'pull_request'
  | 'check_run'
  | 'workflow_run'
  | 'workflow_job'
  | 'deployment'
  | 'deployment_status'
  | 'release';

/** One webhook request, before it is written out and signed. */
export interface Delivery {
  /** `X-GitHub-Delivery`: the same for the same thing, however often it is sent. */
  id: string;
  event: WebhookEvent;
  /** When it happened, epoch milliseconds. */
  at: number;
  /** Builds the payload when it is about to be sent. */
  payload(): object;
}
