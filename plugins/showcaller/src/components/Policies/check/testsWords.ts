import {
  formatCount,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyTestResult } from '@showcaller/engine/policy';

/** How the tests of a bundle went, in one sentence. */
export function testsWords(
  tests: ReadonlyArray<Pick<PolicyTestResult, 'passed'>>,
  ok: boolean,
): { tone: Tone; sentence: string } {
  if (!ok) {
    return {
      tone: 'neutral',
      sentence: 'Tests run when there are no errors left.',
    };
  }
  if (tests.length === 0) {
    return {
      tone: 'warning',
      sentence:
        'There are no tests. Add one: test "…": given { env: "prod" } expect allow',
    };
  }
  const failed = tests.filter(({ passed }) => !passed).length;
  if (failed > 0) {
    return {
      tone: 'error',
      sentence: `${failed} of ${formatCount(tests.length, 'test')} ${
        failed === 1 ? 'fails' : 'fail'
      }.`,
    };
  }
  return {
    tone: 'ok',
    sentence:
      tests.length === 1
        ? 'The one test passes.'
        : `All ${tests.length} tests pass.`,
  };
}
