import type { RiskAssessment } from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';
import type { JudgedDeployment, JudgementListener } from '../labels/Labeller';
import type { LabelRules } from '../labels/labelRules';
import type { DatabaseFeedbackStore } from './DatabaseFeedbackStore';
import { type FeedbackRow, toFeedbackRow } from './feedbackRow';

interface FeedbackRecorderOptions {
  store: DatabaseFeedbackStore;
  assessments: { get(id: string): Promise<RiskAssessment | undefined> };
  rules: Pick<LabelRules, 'tiers'>;
}

/** Keeps what the gate said of each deployment beside what became of it. Only of the tiers that labels count of. */
export class FeedbackRecorder implements JudgementListener {
  readonly #options: FeedbackRecorderOptions;

  static create(options: FeedbackRecorderOptions): FeedbackRecorder {
    return new FeedbackRecorder(options);
  }

  private constructor(options: FeedbackRecorderOptions) {
    this.#options = options;
  }

  async prepare(
    judged: JudgedDeployment,
  ): Promise<(tx: Knex.Transaction) => Promise<void>> {
    const { store } = this.#options;
    const row = await this.#toRow(judged);
    return tx =>
      row ? store.put(row, tx) : store.delete(judged.deploymentId, tx);
  }

  async #toRow({
    deployment,
    decision,
    label,
    stopped,
  }: JudgedDeployment): Promise<FeedbackRow | undefined> {
    const { assessments, rules } = this.#options;
    if (!deployment || !decision || !rules.tiers.includes(deployment.tier)) {
      return undefined;
    }
    const { assessmentId, modelHash } = decision;
    if (assessmentId === undefined || modelHash === undefined) {
      return undefined;
    }
    const assessment = await assessments.get(assessmentId);
    return toFeedbackRow({
      deployment,
      decision: { ...decision, modelHash },
      label,
      signals: assessment?.signals ?? [],
      stopped,
    });
  }
}
