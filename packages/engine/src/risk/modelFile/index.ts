export * from './createRiskModelFile';
export * from './parseRiskModelFile';
export * from './riskModelFile';
export { serialiseRiskModelFile } from './serialiseRiskModelFile';
export * from './treesOverSchema';
