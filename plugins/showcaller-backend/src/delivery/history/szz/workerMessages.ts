import type { SzzRun, TracedFix } from './SzzRun';

export type ToSzzWorker =
  | { type: 'run'; run: SzzRun }
  | { type: 'stored' }
  | { type: 'abort' };

export type FromSzzWorker =
  | { type: 'total'; total: number }
  | { type: 'traced'; fixes: TracedFix[] }
  | { type: 'finished'; complete: boolean }
  | { type: 'failed'; message: string };
