import { Worker } from 'node:worker_threads';

/** The worker threads of this package: sub-paths in `exports` of its package.json, so that a build contains them. */
export type ThreadEntryPoint =
  | 'artifact-thread'
  | 'evidence-thread'
  | 'git-thread'
  | 'history-worker'
  | 'risk-worker'
  | 'szz-worker';

/** Starts a worker thread from an entry point of this package, from source as well as from a build. */
export function startThread(entryPoint: ThreadEntryPoint): Worker {
  const file = require.resolve(
    `@showcaller/backstage-plugin-showcaller-backend/${entryPoint}`,
  );
  return new Worker(file, {
    // From source (development, tests) the thread needs the same transform as its parent.
    execArgv: file.endsWith('.ts')
      ? [
          '--require',
          require.resolve('@backstage/cli/config/nodeTransform.cjs'),
        ]
      : undefined,
  });
}
