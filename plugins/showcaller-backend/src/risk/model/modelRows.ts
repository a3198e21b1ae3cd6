import { riskFeatures, type RiskFeature } from '@showcaller/engine/risk';

/** Where each feature of a model stands in a row of the schema. */
export function columnsOf(
  features: ReadonlyArray<Pick<RiskFeature, 'name'>>,
): number[] {
  return features.map(({ name }) =>
    riskFeatures.findIndex(feature => feature.name === name),
  );
}

/** The columns of schema-wide rows that a model was trained on, in its order. */
export function modelRows(
  rows: Float32Array,
  features: ReadonlyArray<Pick<RiskFeature, 'name'>>,
): Float32Array {
  const columns = columnsOf(features);
  const width = riskFeatures.length;
  const chosen = new Float32Array((rows.length / width) * columns.length);
  for (let index = 0; index < chosen.length; index++) {
    const row = Math.floor(index / columns.length);
    chosen[index] = rows[row * width + columns[index % columns.length]];
  }
  return chosen;
}
