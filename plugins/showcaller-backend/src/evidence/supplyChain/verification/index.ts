/*
 * Judges Sigstore bundles outside of the portal as well: for conformance tests and benchmarks.
 */
export { productionTrustRoot } from './productionTrustRoot';
export { readTrustRoot } from './readTrustRoot';
export type * from './types';
export { verifyBundle } from './verifyBundle';
export { mismatchOf, readBundle } from './readBundle';
