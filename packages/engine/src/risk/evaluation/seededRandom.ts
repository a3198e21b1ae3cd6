/**
 * Uniform numbers in [0, 1) by sfc32 (Chris Doty-Humphrey's small fast counter generator, PractRand): the same sequence for
 * the same seed on every machine.
 *
 * @internal
 */
export function seededRandom(seed: number): () => number {
  let a = seed | 0;
  let b = (seed / 2 ** 32) | 0;
  let c = 0x9e3779b9 | 0;
  let counter = 1;
  const next = () => {
    const t = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  // Near seeds give near states; they part within a dozen steps.
  for (let step = 0; step < 15; step++) {
    next();
  }
  return next;
}
