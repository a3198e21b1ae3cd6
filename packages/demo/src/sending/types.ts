/** What the receiver said: `duplicate` when it had this before. */
export type Receipt = 'accepted' | 'duplicate';

/** Something the demo tells Showcaller: a webhook, a report, an incident. */
export interface Message {
  /** When it happened, epoch milliseconds. */
  at: number;
  /** Rejects when it is refused for good, or with the reason of the signal that stopped the demo. */
  send(): Promise<Receipt>;
}
