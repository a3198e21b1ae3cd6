import type { AuditProof } from '@showcaller/backstage-plugin-showcaller-common';
import {
  canonicalEntry,
  createNoteSigner,
  foldNodes,
  leafHash,
  merkleRoot,
  planInclusionProof,
  signCheckpoint,
  toBase64,
  toHex,
} from '@showcaller/engine/audit';

const AT = '2026-11-20T13:05:00Z';
const signer = createNoteSigner({
  name: 'portal.shop.example/audit',
  seed: new Uint8Array(32).fill(7),
});

function entryOf(seq: number) {
  return {
    seq,
    at: '2026-11-20T12:23:00.000Z',
    actor: 'showcaller',
    action: 'gate.decided',
    subject: `decision:${seq === 1204 ? '01KDECISION' : `01K${seq}`}`,
    entityRef: 'component:default/payments-api',
    data: { outcome: 'block', rule: 'block_high_risk_prod' },
  };
}

/** A real proof that entry `seq` is in a log of `size` entries, signed where `signed` is true. */
export function sampleProof(
  options: { seq?: number; size?: number; signed?: boolean } = {},
): AuditProof {
  const { seq = 1204, size = 1311, signed = true } = options;
  const leaves = Array.from({ length: size }, (_, index) =>
    leafHash(canonicalEntry(entryOf(index + 1))),
  );
  const root = merkleRoot(leaves);
  const entry = entryOf(seq);
  const canonical = canonicalEntry(entry);
  return {
    entry: { ...entry, leafHash: toHex(leafHash(canonical)) },
    canonical,
    leafIndex: seq - 1,
    path: planInclusionProof({ index: seq - 1, size }).map(planned =>
      toHex(
        foldNodes(
          planned.map(({ level, index }) =>
            merkleRoot(
              leaves.slice(index * 2 ** level, (index + 1) * 2 ** level),
            ),
          ),
        ),
      ),
    ),
    checkpoint: signed
      ? {
          size,
          root: toBase64(root),
          at: AT,
          note: signCheckpoint({ size, root, at: AT }, signer),
          publishedTo: ['checkpoints/latest'],
        }
      : undefined,
    treeSize: size,
    root: toHex(root),
    verifierKey: signer.verifierKey,
  };
}
