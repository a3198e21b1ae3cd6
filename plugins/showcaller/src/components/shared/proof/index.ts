export * from './checkProof';
export * from './ProofCheckPanel';
export * from './proofWords';
