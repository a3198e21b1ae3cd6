import { riskFeatures } from '../riskFeatures';
import type { TreeEnsemble } from '../trees/treeEnsemble';
import type { RiskModelFile } from './riskModelFile';

/**
 * The trees of a model over the columns of the whole feature schema, so that others can be added to them; undefined for a
 * model without trees.
 *
 * @throws RangeError when the model has a feature that the schema has not.
 * @public
 */
export function treesOverSchema({
  trees,
  features,
}: Pick<RiskModelFile, 'trees' | 'features'>): TreeEnsemble | undefined {
  if (!trees) {
    return undefined;
  }
  const columns = features.map(({ name }) => {
    const column = riskFeatures.findIndex(feature => feature.name === name);
    if (column < 0) {
      throw new RangeError(`The schema has no feature '${name}'`);
    }
    return column;
  });
  return {
    ...trees,
    featureCount: riskFeatures.length,
    feature: trees.feature.map(asked => (asked < 0 ? asked : columns[asked])),
  };
}
