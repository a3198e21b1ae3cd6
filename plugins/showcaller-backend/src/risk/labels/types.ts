import type { LabelReason } from '@showcaller/backstage-plugin-showcaller-common';

/** A deployment whose outcome is old enough to learn from. */
export interface MaturedLabel {
  deploymentId: string;
  entityRef: string;
  /** When it was deployed: the time that splits training from later slices. */
  occurredAt: string;
  /** 1 when it failed, was rolled back, hotfixed, or caused an incident. */
  label: 0 | 1;
  /** `occurredAt` plus the waiting window; for both classes, so that failures do not enter earlier than successes. */
  maturedAt: string;
}

/** How many labels count. */
export interface MaturedCounts {
  labels: number;
  positives: number;
  /** Deployments that wait. */
  maturing: number;
  /** By what the failures are known; one may be known by several. */
  reasons: Array<{ reason: LabelReason; count: number }>;
}

/** A change that SZZ traced a later fix back to (1), or that no fix was traced back to (0). */
export interface ChangeLabel {
  repository: string;
  sha: string;
  committedAt: string;
  label: 0 | 1;
}

/** Labels of changes, from git history. */
export type ChangeLabelReader = Pick<
  LabelReader,
  'listChangeLabels' | 'countChangeLabels'
>;

/** What learning may ask of labels. */
export interface LabelReader {
  /** Oldest first. `before`: only deployments that happened earlier. */
  listMatured(options?: { before?: Date }): Promise<MaturedLabel[]>;
  countMatured(): Promise<
    MaturedCounts & {
      /** Days that a deployment waits. */
      maturityDays: number;
    }
  >;
  /** Outcome of each known deployment; corrections count. */
  outcomesOf(
    deploymentIds: string[],
  ): Promise<Map<string, 'failed' | 'clean' | 'pending'>>;
  /** Matured labels of changes from git history, oldest first. */
  listChangeLabels(): Promise<ChangeLabel[]>;
  countChangeLabels(): Promise<{ labels: number; positives: number }>;
}
