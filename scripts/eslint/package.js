const path = require('path');
const createConfig = require('@backstage/cli/config/eslint-factory');
const { forbiddenPatterns } = require('./directions');

const TESTS = ['**/*.test.*', '**/setupTests.*', 'dev/**', 'e2e-tests/**'];

/** ESLint configuration of one package: Backstage's rules and the dependency directions of this repository. */
module.exports = function packageConfig(dir) {
  const { name } = require(path.join(dir, 'package.json'));
  return createConfig(dir, {
    restrictedImportPatterns: forbiddenPatterns(name),
    rules: {
      'no-console': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      // The benchmarks assemble a whole backend, as packages/backend does.
      ...(name === '@showcaller/bench' && {
        '@backstage/no-mixed-plugin-imports': 'off',
      }),
    },
    overrides: [
      {
        files: TESTS,
        rules: {
          'no-restricted-imports': [
            'error',
            { patterns: forbiddenPatterns(name, { inTests: true }) },
          ],
        },
      },
    ],
  });
};
