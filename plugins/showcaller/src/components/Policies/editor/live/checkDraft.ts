import type { PolicyCheck } from '@showcaller/backstage-plugin-showcaller-common';
import {
  compilePolicy,
  type PolicyDiagnostic,
  type PolicyFile,
} from '@showcaller/engine/policy';
import { findFix, type TextFix } from './findFix';

/** What the compiler and the tests say of a draft, computed where the reader sits. */
export interface DraftCheck extends Omit<PolicyCheck, 'hash'> {
  /** The files that were checked; what is shown may be newer. */
  files: readonly PolicyFile[];
  fixes: ReadonlyMap<PolicyDiagnostic, TextFix>;
}

/** Time for looking for changes that take problems away; the problems themselves are told in any case. */
const FIXES_MS = 60;

/** Compiles, runs the tests, and tries which suggestions take a problem away. */
export function checkDraft(
  files: readonly PolicyFile[],
  now: () => number = () => performance.now(),
): DraftCheck {
  const policy = compilePolicy(files);
  const diagnostics = [...policy.diagnostics];
  const fixes = new Map<PolicyDiagnostic, TextFix>();
  const until = now() + FIXES_MS;
  for (const diagnostic of diagnostics) {
    if (now() > until) {
      break;
    }
    const fix = findFix({ files, diagnostics, diagnostic });
    if (fix) {
      fixes.set(diagnostic, fix);
    }
  }
  return {
    files,
    ok: policy.ok,
    diagnostics,
    rules: [...policy.rules],
    tests: policy.test(),
    fixes,
  };
}
