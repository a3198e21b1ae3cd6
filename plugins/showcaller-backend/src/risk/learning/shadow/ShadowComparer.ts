import type {
  RiskModelVersion,
  ShadowComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import { SequentialComparison, sigmoid } from '@showcaller/engine/risk';
import { timestamp } from '../../../database/timestamp';
import type { LabelReader } from '../../labels/types';
import type { ModelAlerts } from '../alerts/ModelAlerts';
import type { RaisedAlert } from '../alerts/DatabaseAlertStore';
import type { LearningConfig } from '../learningConfig';
import type { DatabaseModelStore } from '../registry/DatabaseModelStore';
import type { ModelRegistry } from '../registry/ModelRegistry';
import { SCHEDULE } from '../types';
import type { DatabaseShadowStore } from './DatabaseShadowStore';

/** What comparisons need. */
export interface ShadowComparerOptions {
  store: DatabaseModelStore;
  registry: ModelRegistry;
  shadow: DatabaseShadowStore;
  labels: LabelReader;
  alerts: ModelAlerts;
  config: Pick<LearningConfig, 'autoPromote'>;
  now: () => Date;
}

/**
 * Compares challengers with the champion on live deployments once their outcome has matured, by a sequential test that may be
 * looked at as often as one likes, and draws the consequence: a worse challenger is rejected; a better one that was trained
 * here is promoted where that is configured; a registered one waits for a person.
 */
export class ShadowComparer {
  readonly #options: ShadowComparerOptions;

  static create(options: ShadowComparerOptions): ShadowComparer {
    return new ShadowComparer(options);
  }

  private constructor(options: ShadowComparerOptions) {
    this.#options = options;
  }

  /** Brings every comparison up to date. */
  async compare(): Promise<void> {
    const { store, registry, labels, alerts, now } = this.#options;
    const challengers = await store.listByStatus('challenger');
    const waiting: RaisedAlert[] = [];
    if (challengers.length > 0) {
      const matured = await labels.listMatured({ before: now() });
      const outcomes = new Map(
        matured.map(({ deploymentId, label }) => [deploymentId, label]),
      );
      for (const challenger of challengers) {
        const champion = await registry.getChampion();
        const comparison = await this.#compare(challenger, champion, outcomes);
        const alert = await this.#conclude(challenger, champion, comparison);
        waiting.push(...(alert ? [alert] : []));
      }
    }
    await alerts.replace('shadow', waiting);
  }

  /** The comparison to be shown: of the newest challenger. */
  async shown(): Promise<ShadowComparison | undefined> {
    const { store, shadow } = this.#options;
    const champion = await store.getChampion();
    const [challenger] = await store.listByStatus('challenger');
    if (!champion || !challenger) {
      return undefined;
    }
    const pair = { champion: champion.hash, challenger: challenger.hash };
    return (
      (await shadow.getComparison(pair)) ?? {
        ...pair,
        startedAt: challenger.statusChangedAt ?? challenger.createdAt,
        rows: 0,
        verdict: 'not yet',
      }
    );
  }

  async #compare(
    challenger: RiskModelVersion,
    champion: RiskModelVersion,
    outcomes: ReadonlyMap<string, 0 | 1>,
  ): Promise<ShadowComparison> {
    const { shadow, now } = this.#options;
    const pair = { challenger: challenger.hash, champion: champion.hash };
    const before = await shadow.getComparison(pair);
    if (before && before.verdict !== 'not yet') {
      return before;
    }
    // From the first row each time: an outcome that was corrected meanwhile counts as it is known now.
    const test = SequentialComparison.create();
    for await (const page of shadow.listScores(pair)) {
      for (const score of page) {
        const label = outcomes.get(score.deploymentId);
        if (label !== undefined) {
          test.add({
            label,
            champion: sigmoid(score.championLogOdds),
            challenger: sigmoid(score.challengerLogOdds),
          });
        }
      }
    }
    const { n, difference, interval, verdict } = test.result();
    const comparison: ShadowComparison = {
      ...pair,
      startedAt: before?.startedAt ?? timestamp(now()),
      rows: n,
      difference,
      interval,
      verdict,
    };
    await shadow.putComparison(comparison, now());
    return comparison;
  }

  /** What follows from a verdict; an alert when a person has to decide. */
  async #conclude(
    challenger: RiskModelVersion,
    champion: RiskModelVersion,
    { verdict, rows, difference = 0 }: ShadowComparison,
  ): Promise<RaisedAlert | undefined> {
    const { registry, config } = this.#options;
    const gap = `log loss ${Math.abs(difference).toFixed(4)} ${
      difference > 0 ? 'lower' : 'higher'
    } than the champion's on ${rows} live deployments`;
    const because = { by: SCHEDULE, reason: `Shadow comparison: ${gap}` };
    if (verdict === 'champion better') {
      await registry.reject(challenger.hash, because);
      return undefined;
    }
    if (verdict === 'not yet') {
      return undefined;
    }
    if (challenger.origin === 'trained' && config.autoPromote) {
      await registry.promote(challenger.hash, because, {
        expected: champion.hash,
      });
      return undefined;
    }
    return {
      key: `shadow:${challenger.hash}`,
      severity: 'watch',
      text: `Challenger ${challenger.id} ${challenger.version} is better (${gap}); a person may promote it`,
    };
  }
}
