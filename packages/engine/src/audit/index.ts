export { canonicalJson } from '../canonicalJson';
export {
  canonicalEntry,
  parseCanonicalEntry,
  textDigest,
  type CanonicalEntry,
} from './auditEntry';
export { fromBase64, toBase64 } from './base64';
export { openCheckpoint, signCheckpoint, type TreeHead } from './checkpoint';
export { CompactRange, merkleRoot, type NodeCoordinate } from './CompactRange';
export {
  emptyRoot,
  fromHex,
  HASH_BYTES,
  isSameHash,
  leafHash,
  nodeHash,
  toHex,
} from './hashes';
export {
  createNoteSigner,
  parseSignerKey,
  parseVerifierKey,
  signText,
  verifySignature,
  type NoteSigner,
  type NoteVerifier,
} from './noteKeys';
export {
  foldNodes,
  planConsistencyProof,
  planInclusionProof,
  planRoot,
  type PlannedHash,
} from './proofs';
export { openNote, signNote } from './signedNote';
export { verifyConsistency, verifyInclusion } from './verifyProofs';
