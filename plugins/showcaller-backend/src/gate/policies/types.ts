import type { PolicyBundleRow } from '@showcaller/backstage-plugin-showcaller-common';
import type { PolicyFile } from '@showcaller/engine/policy';

/** A bundle as it is stored; never changed afterwards. */
export interface StoredBundle
  extends Pick<
    PolicyBundleRow,
    | 'hash'
    | 'origin'
    | 'sourceRevision'
    | 'comment'
    | 'createdBy'
    | 'createdAt'
    | 'ruleCount'
    | 'errors'
    | 'warnings'
    | 'testsPassed'
    | 'testsFailed'
  > {
  files: PolicyFile[];
  /** Salted hash of who committed it, for bundles from git. */
  authorHash?: string;
}

/** Which bundle does what. */
export interface PolicyState {
  /** Grows with every change, so that replicas see it. */
  version: number;
  activeHash: string;
  shadow?: { hash: string; since: string };
  proposal?: { hash: string; by: string; at: string; reason: string };
  /** The product went back to the last good bundle by itself. */
  fallback?: { from: string; reason: string; at: string };
}

/** A bundle became the active one. */
export interface Activation {
  hash: string;
  fromHash: string;
  proposedBy?: string;
  activatedBy: string;
  reason: string;
  activatedAt: string;
}
