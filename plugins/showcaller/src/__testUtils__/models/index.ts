export * from './sampleEvaluation';
export * from './sampleFeatures';
export * from './sampleFeedback';
export * from './sampleHealth';
export * from './sampleVersions';
