import { canonicalJson } from '@showcaller/engine/audit';
import type { PolicyFile } from '@showcaller/engine/policy';
import { sha256 } from '../../database/sha256';

/** Files in the order that their hash is taken of: by path. */
export function inOrderOfPath(files: readonly PolicyFile[]): PolicyFile[] {
  return files
    .map(({ path, text }) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** SHA-256 over paths and texts in canonical form, hex. */
export function bundleHash(files: readonly PolicyFile[]): string {
  return sha256(canonicalJson(inOrderOfPath(files)));
}
