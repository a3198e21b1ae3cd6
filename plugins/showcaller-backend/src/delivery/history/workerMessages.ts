import type {
  HistoryCheckpoint,
  HistoryRun,
  MeasuredCommit,
} from './measures/importHistory';

export type ToHistoryWorker =
  | { type: 'run'; run: HistoryRun }
  | { type: 'stored' }
  | { type: 'abort' };

export type FromHistoryWorker =
  | { type: 'total'; total: number }
  | { type: 'commits'; commits: MeasuredCommit[] }
  | { type: 'checkpoint'; checkpoint: HistoryCheckpoint }
  | { type: 'finished' }
  | { type: 'failed'; message: string };
