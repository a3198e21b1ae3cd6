/** A request to one of Showcaller's own endpoints, as a pipeline or an on-call tool sends it. */
export interface Upload {
  /** When it is sent, epoch milliseconds. */
  at: number;
  method: 'POST' | 'PUT';
  /** Below `/api/showcaller/`, with its query. */
  path: string;
  contentType: string;
  /** Built when it is about to be sent. */
  body(): string;
}
