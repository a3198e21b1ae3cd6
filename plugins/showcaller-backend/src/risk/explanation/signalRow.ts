import type { RiskSignal } from '@showcaller/backstage-plugin-showcaller-common';
import { isFeatureValue, riskFeatures } from '@showcaller/engine/risk';

/** Stored signals as a row of the present feature schema: a feature that was not asked for then is unknown. */
export function signalRow(
  signals: ReadonlyArray<Pick<RiskSignal, 'name' | 'value'>>,
): Float32Array {
  const values = new Map(signals.map(({ name, value }) => [name, value]));
  return Float32Array.from(riskFeatures, feature => {
    const value = values.get(feature.name);
    return isFeatureValue(feature, value) ? value : NaN;
  });
}
