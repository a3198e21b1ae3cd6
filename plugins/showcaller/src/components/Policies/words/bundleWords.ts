import type {
  PolicyBundleRow,
  PolicyBundleStatus,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatAbsolute,
  formatCount,
  refWords,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';

/** The part of a bundle's hash that people call it by. */
export function bundleName(hash: string): string {
  return hash.slice(0, 12);
}

/** What a bundle does now. */
export const bundleStatusWords: Record<PolicyBundleStatus, StatusWord> = {
  active: { label: 'Decides now', tone: 'ok' },
  proposed: { label: 'Waits for a second person', tone: 'warning' },
  shadow: { label: 'In shadow', tone: 'running' },
  stored: { label: 'Stored', tone: 'neutral' },
  retired: { label: 'Decided before', tone: 'neutral' },
  broken: { label: 'Cannot decide', tone: 'error' },
};

/** Where a bundle comes from: `Written in the portal by jane`, `From git at 4f2c1d0`. */
export function originWords(
  bundle: Pick<PolicyBundleRow, 'origin' | 'sourceRevision' | 'createdBy'>,
): string {
  if (bundle.origin === 'built-in') {
    return 'Comes with the product';
  }
  if (bundle.origin === 'git') {
    return bundle.sourceRevision
      ? `From git at ${bundle.sourceRevision.slice(0, 7)}`
      : 'From git';
  }
  return `Written in the portal by ${refWords(bundle.createdBy)}`;
}

/** `12 rules, 8 tests pass`, `12 rules, 2 of 8 tests fail`, `3 errors`. */
export function contentWords(
  bundle: Pick<
    PolicyBundleRow,
    'ruleCount' | 'errors' | 'warnings' | 'testsPassed' | 'testsFailed'
  >,
): string {
  const { ruleCount, errors, warnings, testsPassed, testsFailed } = bundle;
  if (errors > 0) {
    return formatCount(errors, 'error');
  }
  const tests = testsPassed + testsFailed;
  const words = [
    formatCount(ruleCount, 'rule'),
    testsFailed > 0
      ? `${testsFailed} of ${formatCount(tests, 'test')} fail`
      : tests > 0 &&
        `${formatCount(tests, 'test')} ${tests === 1 ? 'passes' : 'pass'}`,
    tests === 0 && 'no tests',
    warnings > 0 && formatCount(warnings, 'warning'),
  ];
  return words.filter(Boolean).join(', ');
}

/** Who let it decide, and when; undefined for one that never did. */
export function activationWords(
  bundle: Pick<PolicyBundleRow, 'activatedBy' | 'activatedAt'>,
  zone?: string,
): string | undefined {
  const { activatedBy, activatedAt } = bundle;
  return activatedAt
    ? `Activated by ${
        activatedBy ? refWords(activatedBy) : 'nobody known'
      } on ${formatAbsolute(activatedAt, zone)}.`
    : undefined;
}
