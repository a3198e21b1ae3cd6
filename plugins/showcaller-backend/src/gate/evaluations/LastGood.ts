import type { DeploymentTimeline } from '../../delivery/DeploymentTimeline';
import type { Deployment } from '../../delivery/types';

/** So many deployments are looked through: who failed that often in a row has no last good one. */
const LOOKED_THROUGH = 50;

/** What became of deployments. */
export type OutcomesOf = (
  deploymentIds: string[],
) => Promise<Map<string, 'failed' | 'clean' | 'pending'>>;

/** What runs in an environment, and what ran well there. */
export class LastGood {
  readonly #timeline: Pick<DeploymentTimeline, 'list'>;
  readonly #outcomesOf: OutcomesOf;

  static create(options: {
    timeline: Pick<DeploymentTimeline, 'list'>;
    outcomesOf: OutcomesOf;
  }): LastGood {
    return new LastGood(options);
  }

  private constructor(options: {
    timeline: Pick<DeploymentTimeline, 'list'>;
    outcomesOf: OutcomesOf;
  }) {
    this.#timeline = options.timeline;
    this.#outcomesOf = options.outcomesOf;
  }

  /** The last deployment that succeeded: what the next one is compared with. */
  async lastSucceeded(options: {
    entityRef: string;
    environment: string;
    at: string;
  }): Promise<Deployment | undefined> {
    return (await this.#succeeded(options)).at(-1);
  }

  /** The last one that succeeded and did not turn out to be a failure: what one would go back to. */
  async lastGood(options: {
    entityRef: string;
    environment: string;
    at: string;
    /** Not this revision itself. */
    notSha: string;
  }): Promise<Deployment | undefined> {
    const succeeded = (await this.#succeeded(options)).filter(
      ({ sha }) => sha !== options.notSha,
    );
    const outcomes = await this.#outcomesOf(succeeded.map(({ id }) => id));
    return succeeded.filter(({ id }) => outcomes.get(id) !== 'failed').at(-1);
  }

  async #succeeded(options: {
    entityRef: string;
    environment: string;
    at: string;
  }): Promise<Deployment[]> {
    const { entityRef, environment, at } = options;
    const deployments = await this.#timeline.list({
      entityRef,
      environment,
      to: at,
      limit: LOOKED_THROUGH,
      newest: true,
    });
    return deployments.filter(({ status }) => status === 'succeeded');
  }
}
