import type { PolicyFact, PolicyFacts } from '@showcaller/engine/policy';
import type { RevisionCoverage } from '../../codeCoverage/CoverageReader';
import type { RevisionFindings } from '../../findings/FindingReader';

export const coveragePaths = ['coverage.line', 'coverage.delta'] as const;
export const findingPaths = ['sarif.errors', 'sarif.new_errors'] as const;

function told(
  source: string,
  value: number | undefined,
  reason: string,
  observedAt: string | undefined,
): PolicyFact {
  return value === undefined
    ? { missingReason: reason, source }
    : { value, source, observedAt };
}

export function coverageFacts(
  coverage: RevisionCoverage | undefined,
): PolicyFacts {
  const none = 'no coverage of the revision was uploaded';
  const at = coverage?.observedAt;
  return {
    'coverage.line': told('coverage', coverage?.line, none, at),
    'coverage.delta': told(
      'coverage',
      coverage?.delta,
      coverage?.noDeltaReason ?? none,
      at,
    ),
  };
}

export function findingFacts(
  findings: RevisionFindings | undefined,
): PolicyFacts {
  const none = 'no SARIF of the revision was uploaded';
  const at = findings?.observedAt;
  return {
    'sarif.errors': told('SARIF', findings?.errors, none, at),
    'sarif.new_errors': told(
      'SARIF',
      findings?.compared?.newErrors,
      findings?.notComparedReason ?? none,
      at,
    ),
  };
}
