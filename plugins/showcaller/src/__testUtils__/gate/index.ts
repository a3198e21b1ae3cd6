export * from './gateApi';
export * from './sampleArtifact';
export * from './sampleAssessment';
export * from './sampleDecision';
export * from './sampleInbox';
export * from './sampleProof';
export * from './sampleRules';
