import type { SeededRandom } from './SeededRandom';

/** Draws a share of some features, at least one, in their order. @internal */
export function drawFeatures(
  features: Int32Array,
  share: number,
  random: SeededRandom,
): Int32Array {
  const count = Math.max(1, Math.round(features.length * share));
  return count >= features.length
    ? features
    : random
        .split(features.length, count)
        .subarray(0, count)
        .map(index => features[index]);
}
