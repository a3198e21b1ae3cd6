import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { ScaleFigures, ScaleTask } from './scaleMessages';

const TRANSFORM = require.resolve('@backstage/cli/config/nodeTransform.cjs');

const PROCESS = resolvePackagePath(
  '@showcaller/bench',
  'src/riskScale/trainProcess.ts',
);

/** Trains our learner in a new process. */
export async function trainElsewhere(task: ScaleTask): Promise<ScaleFigures> {
  const child = fork(PROCESS, {
    execArgv: ['--require', TRANSFORM],
  });
  const figures: ScaleFigures[] = [];
  // What transforms TypeScript has messages of its own.
  child.on('message', (message: Partial<ScaleFigures>) => {
    const { fit_s, rss_mb, auc } = message;
    if (fit_s !== undefined && rss_mb !== undefined && auc !== undefined) {
      figures.push({ fit_s, rss_mb, auc });
    }
  });
  child.send(task);
  const [code] = await once(child, 'exit');
  if (figures.length === 0) {
    throw new Error(`The training process ended with ${code}`);
  }
  return figures[0];
}
