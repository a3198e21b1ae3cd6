import type { EvidenceContent } from './types';

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

/** What was read, in words: `412 tests, 2 failed, 1 passed on a retry`. */
export function describeEvidence(content: EvidenceContent): string {
  switch (content.kind) {
    case 'junit': {
      const { cases, failed, skipped, retried } = content;
      return [
        counted(cases.length, 'test'),
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(retried > 0 ? [`${retried} passed on a retry`] : []),
        ...(skipped > 0 ? [`${skipped} skipped`] : []),
      ].join(', ');
    }
    case 'benchmark':
      return counted(content.measurements.length, 'benchmark');
    default: {
      const { packages, vulnerable } = content;
      return [
        counted(packages.length, 'package'),
        vulnerable === undefined
          ? 'not checked for vulnerabilities'
          : `${counted(vulnerable, 'component')} with known vulnerabilities`,
      ].join(', ');
    }
  }
}
