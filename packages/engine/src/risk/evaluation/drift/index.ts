export * from './Adwin';
export type { AdwinChange } from './adwinCut';
export type { BinnedDistribution } from './binnedDistribution';
export * from './driftLevel';
export { driftReference, type DriftReference } from './driftReference';
export * from './measureDrift';
