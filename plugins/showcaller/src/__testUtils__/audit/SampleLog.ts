import type {
  AuditConsistency,
  AuditEntry,
  AuditOverview,
  AuditProof,
  AuditVerification,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  canonicalEntry,
  createNoteSigner,
  foldNodes,
  leafHash,
  merkleRoot,
  planConsistencyProof,
  planInclusionProof,
  signCheckpoint,
  toBase64,
  toHex,
  type NodeCoordinate,
} from '@showcaller/engine/audit';

const kinds = [
  ['gate.decided', 'showcaller', 'decision:01KDECISION'],
  ['gate.approved', 'user:default/olga.payments', 'decision:01KDECISION'],
  ['policy.activated', 'user:default/sam.sre', `bundle:ac${'1'.repeat(62)}`],
  ['model.promoted', 'user:default/ines.platform', `model:${'ab'.repeat(32)}`],
  ['incident.reported', 'user:default/sam.sre', 'incident:INC-1042'],
] as const;

/** A real log of some entries, the first of them under a signed checkpoint. */
export class SampleLog {
  readonly entries: AuditEntry[];
  readonly #canonical: string[];
  readonly #leaves: Uint8Array[];
  readonly #covered: number;
  readonly #at: Date;
  readonly #signer = createNoteSigner({
    name: 'portal.shop.example/audit',
    seed: new Uint8Array(32).fill(7),
  });

  static create(
    options: {
      /** Entries; 30 by default. */
      size?: number;
      /** Entries under the checkpoint; all by default. */
      covered?: number;
      now?: Date;
      /** Makes another log of the same size. */
      salt?: string;
    } = {},
  ): SampleLog {
    return new SampleLog(options);
  }

  private constructor(options: Parameters<typeof SampleLog.create>[0] = {}) {
    const { size = 30, salt, now = new Date('2026-11-20T13:05:00Z') } = options;
    this.#covered = options.covered ?? size;
    this.#at = now;
    this.#canonical = [];
    this.entries = Array.from({ length: size }, (_, index) => {
      const [action, actor, subject] = kinds[index % kinds.length];
      const seq = index + 1;
      const facts = {
        seq,
        at: new Date(now.getTime() - (size - index) * 600_000).toISOString(),
        actor,
        action,
        subject,
        ...(action.startsWith('gate') && {
          entityRef: 'component:default/payments-api',
        }),
        data: {
          outcome: 'block',
          ruleName: 'block_high_risk_prod',
          ...(salt && { salt }),
        },
        ...(action === 'gate.approved' && {
          textDigests: { comment: 'cd'.repeat(32) },
        }),
      };
      const canonical = canonicalEntry(facts);
      this.#canonical.push(canonical);
      return {
        ...facts,
        ...(action === 'gate.approved' && {
          texts: { comment: 'The flaky test is known; the change is small.' },
        }),
        leafHash: toHex(leafHash(canonical)),
      };
    });
    this.#leaves = this.#canonical.map(canonical => leafHash(canonical));
  }

  overview(): AuditOverview {
    return {
      entries: this.entries.length,
      oldestAt: this.entries[0]?.at,
      newestAt: this.entries[this.entries.length - 1]?.at,
      checkpoint: this.#checkpoint(),
      verifierKey: this.#signer.verifierKey,
      actions: [...new Set(this.entries.map(({ action }) => action))].sort(),
    };
  }

  verification(): AuditVerification {
    return {
      state: 'ok',
      startedAt: this.#at.toISOString(),
      finishedAt: this.#at.toISOString(),
      entries: this.entries.length,
      checkpoints: 4,
      explanation: `All ${this.entries.length} entries are what they were when they were written; 4 signed checkpoints confirm them.`,
    };
  }

  proof(seq: number): AuditProof {
    const signed = seq <= this.#covered;
    const size = signed ? this.#covered : this.entries.length;
    return {
      entry: this.entries[seq - 1],
      canonical: this.#canonical[seq - 1],
      leafIndex: seq - 1,
      path: this.#hashes(planInclusionProof({ index: seq - 1, size })),
      checkpoint: signed ? this.#checkpoint() : undefined,
      treeSize: size,
      root: toHex(merkleRoot(this.#leaves.slice(0, size))),
      verifierKey: this.#signer.verifierKey,
    };
  }

  consistency(from: number, to: number): AuditConsistency {
    return {
      from,
      to,
      fromRoot: toHex(merkleRoot(this.#leaves.slice(0, from))),
      toRoot: toHex(merkleRoot(this.#leaves.slice(0, to))),
      path: this.#hashes(planConsistencyProof({ from, to })),
    };
  }

  #checkpoint(): AuditOverview['checkpoint'] {
    if (this.#covered === 0) {
      return undefined;
    }
    const size = this.#covered;
    const root = merkleRoot(this.#leaves.slice(0, size));
    const at = this.#at.toISOString();
    return {
      size,
      root: toBase64(root),
      at,
      note: signCheckpoint({ size, root, at }, this.#signer),
      publishedTo: ['/var/lib/showcaller/checkpoints'],
    };
  }

  #hashes(planned: readonly (readonly NodeCoordinate[])[]): string[] {
    return planned.map(nodes =>
      toHex(
        foldNodes(
          nodes.map(({ level, index }) =>
            merkleRoot(
              this.#leaves.slice(index * 2 ** level, (index + 1) * 2 ** level),
            ),
          ),
        ),
      ),
    );
  }
}
