import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type { JudgedBill } from '../bills/BillReader';

const SOURCE = 'bill of materials';

export const billPaths = [
  'sbom.present',
  'sbom.valid',
  'sbom.critical_vulns',
  'sbom.new_critical',
  'sbom.new_licences',
] as const;

/** What is known of what an artifact is made of. That no bill was uploaded is known; what would be in it is not. */
export function billFacts(bill: JudgedBill | undefined): PolicyFacts {
  if (!bill) {
    const missing: PolicyFact = {
      missingReason: 'no bill of materials was uploaded',
      source: SOURCE,
    };
    return {
      ...Object.fromEntries(billPaths.map(path => [path, missing])),
      'sbom.present': { value: false, source: SOURCE },
    };
  }
  const { sbom, observedAt } = bill;
  const told = (
    value: number | boolean | readonly string[] | undefined,
    reason: string | undefined,
  ): PolicyFact =>
    value === undefined || reason !== undefined
      ? { missingReason: reason ?? 'not known', source: SOURCE }
      : { value, source: SOURCE, observedAt };
  return {
    'sbom.present': told(true, undefined),
    'sbom.valid': told(sbom.valid, undefined),
    'sbom.critical_vulns': told(
      sbom.vulnerabilities.critical,
      sbom.unknownReason,
    ),
    'sbom.new_critical': told(
      sbom.diff?.newVulnerabilities.filter(
        ({ severity }) => severity === 'critical',
      ).length,
      bill.noNewVulnerabilitiesReason,
    ),
    'sbom.new_licences': told(sbom.diff?.newLicences, bill.noDiffReason),
  };
}
