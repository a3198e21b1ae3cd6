import type {
  AttestationDocument,
  BenchmarkReport,
  BillOfMaterials,
  CoveredOf,
  CoverageReport,
  EvidenceContent,
  FindingsReport,
  TestReport,
} from './types';

const counted = (count: number, one: string, many = `${one}s`) =>
  `${count} ${count === 1 ? one : many}`;

const percent = ({ covered, total }: CoveredOf) =>
  `${((100 * covered) / total).toFixed(1)} %`;

function describeTests(report: TestReport): string {
  const { cases, failed, skipped, retried } = report;
  return [
    counted(cases.length, 'test'),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(retried > 0 ? [`${retried} passed on a retry`] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
}

function describeBenchmarks({ measurements }: BenchmarkReport): string {
  return counted(measurements.length, 'benchmark');
}

function describeBill(bill: BillOfMaterials): string {
  const { packages, vulnerable, problem } = bill;
  return [
    counted(packages.length, 'package'),
    vulnerable === undefined
      ? 'not checked for vulnerabilities'
      : `${counted(vulnerable, 'component')} with known vulnerabilities`,
    ...(problem === undefined ? [] : [`not valid: ${problem}`]),
  ].join(', ');
}

function describeCoverage({ lines, branches }: CoverageReport): string {
  return [
    `${percent(lines)} of ${counted(lines.total, 'line')}`,
    ...(branches
      ? [
          `${percent(branches)} of ${counted(
            branches.total,
            'branch',
            'branches',
          )}`,
        ]
      : []),
  ].join(', ');
}

function describeFindings({ levels, suppressed }: FindingsReport): string {
  return [
    counted(levels.error, 'error'),
    counted(levels.warning, 'warning'),
    counted(levels.note + levels.none, 'note'),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
  ].join(', ');
}

function describeAttestation({ content }: AttestationDocument): string {
  const { kind, statement, subjects } = content;
  return `${
    kind === 'signature' ? 'signature' : `statement ${statement?.predicateType}`
  } of ${counted(subjects.length, 'artifact')}`;
}

/** What was read, in words: `412 tests, 2 failed, 1 passed on a retry`. */
export function describeEvidence(content: EvidenceContent): string {
  switch (content.kind) {
    case 'junit':
      return describeTests(content);
    case 'benchmark':
      return describeBenchmarks(content);
    case 'coverage':
      return describeCoverage(content);
    case 'sarif':
      return describeFindings(content);
    case 'attestation':
      return describeAttestation(content);
    default:
      return describeBill(content);
  }
}
