export * from './policyApi';
export * from './samplePolicies';
