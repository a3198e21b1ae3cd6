import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { STARTED, type BackendSetUp } from './backendSetUp';

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
  process.send?.(STARTED);
}

process.once('message', (setUp: BackendSetUp) => {
  run(setUp).catch(error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  });
});
