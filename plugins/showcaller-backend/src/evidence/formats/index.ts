export * from './describeEvidence';
export * from './readEvidence';
export * from './types';
export * from './UnreadableDocument';
