/**
 * Checks a proof of the audit log where the reader sits, with nothing but what the proof holds:
 *
 *   1. the canonical bytes are the entry that is shown, and hash to the leaf
 *   2. the leaf and its siblings hash to the root of the tree
 *   3. the root and the size are those that the checkpoint states
 *   4. the checkpoint is signed by the key of the log
 *
 * The first step that does not hold ends the walk: what comes after it proves nothing.
 */
import { toError } from '@backstage/errors';
import type { AuditProof } from '@showcaller/backstage-plugin-showcaller-common';
import {
  fromHex,
  isSameHash,
  leafHash,
  openCheckpoint,
  parseCanonicalEntry,
  parseVerifierKey,
  verifyInclusion,
  type NoteVerifier,
  type TreeHead,
} from '@showcaller/engine/audit';

/** What was looked at, in order. */
export type ProofStepName = 'entry' | 'inclusion' | 'head' | 'signature';

/** One step of the check. */
export interface ProofStep {
  name: ProofStepName;
  ok: boolean;
  /** Why it does not hold. */
  reason?: string;
}

/** What a proof shows. */
export interface ProofCheck {
  /** `unsigned`: it is in the tree that the server tells, and no checkpoint covers it yet. */
  verdict: 'signed' | 'unsigned' | 'broken';
  steps: ProofStep[];
  /** Number of the entry, from 1. */
  seq: number;
  /** Entries of the tree that it is in. */
  size: number;
  /** Who signed the checkpoint, and when. */
  signer?: { name: string; keyId: string; at?: string };
}

/** Whether an entry is in the log, step by step; never throws. */
export function checkProof(proof: AuditProof): ProofCheck {
  const steps: ProofStep[] = [];
  const holds = (name: ProofStepName, reason: string | undefined) => {
    steps.push({ name, ok: reason === undefined, reason });
    return reason === undefined;
  };
  const { entry, treeSize: size } = proof;
  const broken = (): ProofCheck => ({
    verdict: 'broken',
    steps,
    seq: entry.seq,
    size,
  });

  if (
    !holds(
      'entry',
      objection(() => requireSameEntry(proof)),
    ) ||
    !holds(
      'inclusion',
      objection(() => requireIncluded(proof)),
    )
  ) {
    return broken();
  }
  const { checkpoint } = proof;
  if (!checkpoint) {
    return { verdict: 'unsigned', steps, seq: entry.seq, size };
  }
  let head: (TreeHead & { verifier: NoteVerifier }) | undefined;
  const signature = objection(() => {
    const verifier = parseVerifierKey(proof.verifierKey);
    head = { ...openCheckpoint(checkpoint.note, verifier), verifier };
  });
  if (!head) {
    holds('signature', signature);
    return broken();
  }
  const { verifier, ...signed } = head;
  if (
    !holds(
      'head',
      objection(() => requireSameHead(proof, signed)),
    )
  ) {
    return broken();
  }
  holds('signature', undefined);
  const { name, keyId } = verifier;
  return {
    verdict: 'signed',
    steps,
    seq: entry.seq,
    size,
    signer: { name, keyId, at: signed.at },
  };
}

function requireSameEntry(proof: AuditProof): void {
  const { entry, canonical, leafIndex } = proof;
  const read = parseCanonicalEntry(canonical);
  for (const name of ['seq', 'at', 'actor', 'action', 'subject'] as const) {
    if (read[name] !== entry[name]) {
      throw new RangeError(
        `The ${name} that is shown is “${entry[name]}”, the entry says “${read[name]}”`,
      );
    }
  }
  if (leafIndex !== read.seq - 1) {
    throw new RangeError(
      `Entry ${read.seq} has to be leaf ${read.seq - 1}, not ${leafIndex}`,
    );
  }
  if (!isSameHash(leafHash(canonical), fromHex(entry.leafHash))) {
    throw new RangeError('The entry does not hash to the leaf that is shown');
  }
}

function requireIncluded(proof: AuditProof): void {
  const { canonical, leafIndex, treeSize, path, root } = proof;
  const included = verifyInclusion({
    index: leafIndex,
    size: treeSize,
    leaf: leafHash(canonical),
    path: path.map(fromHex),
    root: fromHex(root),
  });
  if (!included) {
    throw new RangeError('The siblings do not lead from the leaf to the root');
  }
}

function requireSameHead(proof: AuditProof, signed: TreeHead): void {
  if (signed.size !== proof.treeSize) {
    throw new RangeError(
      `The checkpoint is of ${signed.size} entries, the proof of ${proof.treeSize}`,
    );
  }
  if (!isSameHash(signed.root, fromHex(proof.root))) {
    throw new RangeError('The checkpoint states another root');
  }
}

/** What is wrong; undefined when nothing is. */
function objection(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    return toError(error).message;
  }
}
