export * from './ratioEvidence';
