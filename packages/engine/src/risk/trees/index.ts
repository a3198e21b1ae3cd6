export * from './combineEnsembles';
export * from './correctPrior';
export * from './evaluateTrees';
export type { LabelledRows, TreeTrainingSet } from './trainingRows';
export * from './trainPriorTrees';
export * from './trainRankTrees';
export * from './trainRiskTrees';
export * from './trainTrees';
export * from './treeEnsemble';
export {
  defaultTreeParameters,
  localBoostParameters,
  type TreeParameters,
} from './treeParameters';
