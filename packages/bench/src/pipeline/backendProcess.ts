import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  STARTED,
  TELL_EVENT_LOOP,
  WATCH_EVENT_LOOP,
  type BackendSetUp,
  type EventLoopDelay,
} from './backendMessages';

const RESOLUTION_MS = 10;

/**
 * A backend with Showcaller and its GitHub module, in a process of its own. The catalog is a fixed list and every
 * caller a signed-in user; everything between a webhook and a decision is the product.
 */
async function run({ config, entities }: BackendSetUp): Promise<void> {
  const backend = createBackend();
  backend.add(mockServices.rootConfig.factory({ data: config }));
  backend.add(mockServices.auth.factory());
  backend.add(mockServices.httpAuth.factory());
  backend.add(catalogServiceMock.factory({ entities }));
  backend.add(import('@showcaller/backstage-plugin-showcaller-backend'));
  backend.add(
    import('@showcaller/backstage-plugin-showcaller-backend-module-github'),
  );
  await backend.start();
  answerAboutEventLoop();
  process.send?.(STARTED);
}

function answerAboutEventLoop(): void {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  process.on('message', message => {
    if (message === WATCH_EVENT_LOOP) {
      delay.reset();
    }
    if (message === TELL_EVENT_LOOP) {
      const milliseconds = (nanoseconds: number) => nanoseconds / 1e6;
      const answer: EventLoopDelay = {
        eventLoop: {
          p50: milliseconds(delay.percentile(50)),
          p99: milliseconds(delay.percentile(99)),
          max: milliseconds(delay.max),
        },
      };
      process.send?.(answer);
    }
  });
}

// Never outlives the one who started it, however that one ended.
process.once('disconnect', () => process.exit());
process.once('message', (setUp: BackendSetUp) => {
  run(setUp).catch(error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  });
});
