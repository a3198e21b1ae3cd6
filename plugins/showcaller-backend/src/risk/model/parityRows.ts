import { riskFeatures } from '@showcaller/engine/risk';

/** Rows that the two evaluators are compared on. */
export const PARITY_ROWS = 64;
const UNKNOWN_SHARE = 0.2;
const SEED = 20261121;

/** Mulberry32: a small, fast generator of 32 bits of state; the same numbers on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The same rows on every start: values from 0 to about 20,000 on a logarithmic scale, some unknown; the first row is
 * all zeros, the second all unknown.
 */
export function parityRows(): Float32Array {
  const random = seededRandom(SEED);
  const width = riskFeatures.length;
  const rows = new Float32Array(PARITY_ROWS * width);
  for (let index = width; index < rows.length; index++) {
    const unknown = index < 2 * width || random() < UNKNOWN_SHARE;
    rows[index] = unknown ? NaN : Math.expm1(random() * 10);
  }
  return rows;
}
