import {
  formatCount,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { DraftCheck } from './checkDraft';
import { testsWords } from '../../check/testsWords';

/** Whether a draft could decide, in one sentence. */
export function checkWords(
  check: Pick<DraftCheck, 'ok' | 'diagnostics' | 'rules' | 'tests'> | undefined,
): { tone: Tone; sentence: string } {
  if (!check) {
    return { tone: 'running', sentence: 'Checking …' };
  }
  const count = (severity: 'error' | 'warning') =>
    check.diagnostics.filter(found => found.severity === severity).length;
  const errors = count('error');
  if (errors > 0) {
    return {
      tone: 'error',
      sentence: `${formatCount(
        errors,
        'error',
      )}: it could not decide anything yet.`,
    };
  }
  const warnings = count('warning');
  const compiles = `It compiles: ${formatCount(check.rules.length, 'rule')}${
    warnings > 0 ? `, ${formatCount(warnings, 'warning')}` : ''
  }.`;
  const tests = testsWords(check.tests, true);
  if (tests.tone !== 'ok') {
    return {
      tone: tests.tone,
      sentence: `${compiles} ${
        check.tests.length === 0 ? 'There are no tests.' : tests.sentence
      }`,
    };
  }
  return {
    tone: warnings > 0 ? 'warning' : 'ok',
    sentence: `${compiles} ${tests.sentence}`,
  };
}
