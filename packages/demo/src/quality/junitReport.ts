import type { Service } from '../organisation/types';
import type { ChainQuality, RunAttempt } from '../simulation/types';
import { testsOf, type ServiceTest } from './testsOf';

/** The report of one attempt's test job, as test runners write it. */
export function junitReport(options: {
  service: Service;
  quality: ChainQuality;
  attempt: RunAttempt;
}): string {
  const { service, quality, attempt } = options;
  const failing = new Set([
    ...quality.brokenTests,
    ...(attempt.attempt === 1 ? quality.flakyTests : []),
  ]);
  const job = attempt.jobs[0];
  const tests = testsOf(service);
  const seconds = (job.finishedAt - job.startedAt) / 1000 / tests.length;
  const suites = new Map<string, ServiceTest[]>();
  for (const test of tests) {
    suites.set(test.suite, [...(suites.get(test.suite) ?? []), test]);
  }
  const timestamp = new Date(job.startedAt).toISOString();
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<testsuites>'];
  for (const [suite, members] of suites) {
    const failures = members.filter(({ name }) => failing.has(name)).length;
    lines.push(
      `<testsuite name="${suite}" tests="${
        members.length
      }" failures="${failures}" errors="0" skipped="0" time="${(
        seconds * members.length
      ).toFixed(3)}" timestamp="${timestamp}">`,
    );
    for (const { name } of members) {
      const open = `<testcase classname="${suite}" name="${name}" time="${seconds.toFixed(
        3,
      )}"`;
      lines.push(
        failing.has(name)
          ? `${open}><failure message="expected 200, got 503" type="AssertionError"/></testcase>`
          : `${open}/>`,
      );
    }
    lines.push('</testsuite>');
  }
  lines.push('</testsuites>');
  return lines.join('\n');
}
