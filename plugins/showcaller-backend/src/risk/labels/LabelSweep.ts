import type { Knex } from 'knex';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { timestamp } from '../../database/timestamp';
import type { DeploymentTimeline, TimelinePosition } from '../../delivery';
import type { DatabaseLabelQueue } from './DatabaseLabelQueue';
import type { DatabaseLabelStore } from './DatabaseLabelStore';
import type { LabelRules } from './labelRules';

const TABLE = 'risk_label_sweep';
const PAGE = 250;
const DAY_MS = 24 * 60 * 60 * 1000;
/** Deployments are looked through again for so long after they have matured. */
const SLACK_DAYS = 2;
/** For so long after it was first judged, a label without known commits is judged again with every sweep. */
const AWAIT_FACTS_DAYS = 2;
const AWAIT_FACTS = 2_000;

/**
 * Finds what events did not bring: deployments without a label or with one of other rules, labels that have matured
 * since they were judged or wait for history, and labels of deployments that are no more.
 */
export class LabelSweep {
  readonly #knex: Knex;
  readonly #timeline: DeploymentTimeline;
  readonly #store: DatabaseLabelStore;
  readonly #queue: DatabaseLabelQueue;
  readonly #rules: LabelRules;
  readonly #now: () => Date;

  static create(options: {
    knex: Knex;
    timeline: DeploymentTimeline;
    store: DatabaseLabelStore;
    queue: DatabaseLabelQueue;
    rules: LabelRules;
    now: () => Date;
  }): LabelSweep {
    return new LabelSweep(options);
  }

  private constructor(options: Parameters<typeof LabelSweep.create>[0]) {
    this.#knex = options.knex;
    this.#timeline = options.timeline;
    this.#store = options.store;
    this.#queue = options.queue;
    this.#rules = options.rules;
    this.#now = options.now;
  }

  /** Under new rules all deployments, later the young ones; answers how many were queued. */
  async run(signal?: AbortSignal): Promise<number> {
    const { hash, maturityDays } = this.#rules;
    const done = await this.#knex(TABLE).where({ rules_hash: hash }).first();
    const young = timestamp(
      this.#now().getTime() - (maturityDays + SLACK_DAYS) * DAY_MS,
    );
    const since = done ? young : undefined;
    let queued = await this.#queueUnjudged(since, signal);
    queued += await this.#queueUnsettled(signal);
    queued += await this.#enqueue(
      await this.#store.listAwaitingFacts({
        since: timestamp(this.#now().getTime() - AWAIT_FACTS_DAYS * DAY_MS),
        limit: AWAIT_FACTS,
      }),
    );
    if (!done && !signal?.aborted) {
      await this.#knex(TABLE)
        .insert({ rules_hash: hash, finished_at: timestamp(this.#now()) })
        .onConflict('rules_hash')
        .merge();
    }
    return queued;
  }

  async #queueUnjudged(
    since: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<number> {
    let queued = 0;
    let after: TimelinePosition | undefined;
    while (!signal?.aborted) {
      const page = await this.#timeline.listEnded({
        since,
        after,
        limit: PAGE,
      });
      const ids = page.map(({ id }) => id);
      const judged = await this.#store.listJudged(ids, this.#rules.hash);
      queued += await this.#enqueue(ids.filter(id => !judged.has(id)));
      const last = page.at(-1);
      if (!last || page.length < PAGE) {
        break;
      }
      after = { requestedAt: last.requestedAt, id: last.id };
      await nextTurn();
    }
    return queued;
  }

  /** Labels that have matured since they were judged, or whose deployment is no more, somebody else's or of another tier. */
  async #queueUnsettled(signal: AbortSignal | undefined): Promise<number> {
    const now = timestamp(this.#now());
    let queued = 0;
    let afterId = '';
    while (!signal?.aborted) {
      const page = await this.#store.listUnsettled({ afterId, limit: PAGE });
      const there = await this.#timeline.getMany(
        page.map(label => label.deploymentId),
      );
      const wanted = page.filter(
        ({ deploymentId, entityRef, tier, maturesAt }) =>
          maturesAt <= now ||
          there.get(deploymentId)?.entityRef !== entityRef ||
          there.get(deploymentId)?.tier !== tier,
      );
      queued += await this.#enqueue(
        wanted.map(({ deploymentId }) => deploymentId),
      );
      const last = page.at(-1);
      if (!last || page.length < PAGE) {
        break;
      }
      afterId = last.deploymentId;
      await nextTurn();
    }
    return queued;
  }

  async #enqueue(deploymentIds: string[]): Promise<number> {
    await this.#queue.enqueue(deploymentIds, { spread: false });
    return deploymentIds.length;
  }
}
