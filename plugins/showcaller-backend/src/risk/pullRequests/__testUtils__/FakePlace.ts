import {
  VendorError,
  type FeedbackPlan,
  type FeedbackRequest,
  type PullRequestPublisher,
} from '@showcaller/backstage-plugin-showcaller-node';

export const refusal = () =>
  new VendorError('Place: POST /notes answered 403. No permission', {
    kind: 'refused',
    status: 403,
  });
export const outage = () =>
  new VendorError('Place: POST /notes answered 502', { kind: 'unavailable' });

/** A place outside that shows one note for each pull request, as a publisher writes it. */
export class FakePlace implements PullRequestPublisher {
  readonly id = 'place';
  /** Content hash by pull request. */
  readonly notes = new Map<string, string>();
  /** Everything that changed something: `POST 5 <hash>`. */
  readonly writes: string[] = [];
  /** Titles as they were shown, one after the other. */
  readonly titles: string[] = [];
  /** What befalls the next steps, by name of the step. */
  readonly faults: Array<{
    step: 'plan' | 'apply' | 'observe';
    error?: Error;
    before?: () => Promise<void>;
    after?: () => Promise<void>;
  }> = [];

  wants(annotations: Record<string, string>): boolean {
    return annotations.place === 'yes';
  }

  async plan({ feedback }: FeedbackRequest): Promise<FeedbackPlan> {
    return this.#step('plan', async () => {
      const shown = this.notes.get(keyOf(feedback));
      return {
        note: 'a note, for want of a letter',
        requests:
          shown === feedback.contentHash
            ? []
            : [
                {
                  method: shown === undefined ? 'POST' : 'PATCH',
                  url: `https://place.example.com/notes/${feedback.number}`,
                  body: { hash: feedback.contentHash, title: feedback.title },
                },
              ],
      };
    });
  }

  async apply({
    feedback,
    plan,
  }: FeedbackRequest & { plan: FeedbackPlan }): Promise<void> {
    await this.#step('apply', async () => {
      for (const { method, body } of plan.requests) {
        this.writes.push(`${method} ${feedback.number} ${body.hash}`);
        this.titles.push(String(body.title));
        this.notes.set(keyOf(feedback), String(body.hash));
      }
    });
  }

  async observe({ feedback }: FeedbackRequest) {
    return this.#step('observe', async () => ({
      contentHash: this.notes.get(keyOf(feedback)),
      url: `https://place.example.com/notes/${feedback.number}`,
    }));
  }

  async #step<T>(step: string, work: () => Promise<T>): Promise<T> {
    const fault =
      this.faults[0]?.step === step ? this.faults.shift() : undefined;
    await fault?.before?.();
    if (fault?.error) {
      throw fault.error;
    }
    const result = await work();
    await fault?.after?.();
    return result;
  }
}

function keyOf({ repository, number }: FeedbackRequest['feedback']): string {
  return `${repository}#${number}`;
}
