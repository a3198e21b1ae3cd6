import type { RowInput } from '../rows/RowCollector';
import type { StepProgress } from '../training/StepMeter';
import type { RiskTask, RiskTaskResult } from './tasks';

/** Rows of a task: what is labelled, or what was scored lately. */
export type RowSet = 'labelled' | 'recent';

export type ToRiskWorker =
  | { type: 'rows'; set: RowSet; page: RowInput[] }
  | {
      type: 'run';
      task: RiskTask;
      /** One 32-bit number in shared memory; not 0 means that the task is cancelled. */
      cancelled: SharedArrayBuffer;
    };

export type FromRiskWorker =
  | { type: 'taken' }
  | { type: 'progress'; progress: StepProgress }
  | { type: 'finished'; result: RiskTaskResult }
  | {
      type: 'failed';
      /** Name of the error's class, which does not travel by itself. */
      name: string;
      message: string;
    };
