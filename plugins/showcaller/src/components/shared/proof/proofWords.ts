import {
  formatAbsolute,
  formatNumber,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ProofCheck, ProofStep } from './checkProof';

/** What was proven, in one sentence, and how good that is. */
export function proofVerdict(
  check: ProofCheck,
  zone?: string,
): { tone: Tone; sentence: string } {
  const entry = `Entry ${formatNumber(check.seq)} of ${formatNumber(
    check.size,
  )}`;
  if (check.verdict === 'broken') {
    const failed = check.steps[check.steps.length - 1];
    return {
      tone: 'error',
      sentence: `Not proven: ${proofStepWords(failed, check)}`,
    };
  }
  if (check.verdict === 'unsigned' || !check.signer) {
    return {
      tone: 'warning',
      sentence: `${entry} is in the tree that the portal tells, but no signed checkpoint covers it yet. Check again after the next one.`,
    };
  }
  const { name, keyId, at } = check.signer;
  const when = at ? ` at ${formatAbsolute(at, zone)}` : '';
  return {
    tone: 'ok',
    sentence: `${entry} is in the log signed by ${name} (key ${keyId})${when}. Nobody has changed it since.`,
  };
}

/** What one step looked at and found. */
export function proofStepWords(step: ProofStep, check: ProofCheck): string {
  const seq = formatNumber(check.seq);
  const size = formatNumber(check.size);
  const held: Record<ProofStep['name'], string> = {
    entry: `The bytes of entry ${seq} are what this page shows, and hash to its leaf.`,
    inclusion: `The leaf and its siblings lead to the root of the tree of ${size} entries.`,
    head: `The checkpoint states this root and ${size} entries.`,
    signature: `The checkpoint carries a valid Ed25519 signature of ${
      check.signer?.name ?? 'the log'
    }.`,
  };
  return step.ok ? held[step.name] : `${step.reason ?? 'no reason was given'}.`;
}
