import path from 'node:path';

/** The catalog of this repository, wherever the tests are started from. */
export const demoCatalog = path.resolve(
  require.resolve('../../package.json'),
  '../../../catalog/all.yaml',
);
