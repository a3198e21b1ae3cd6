// Lanczos' approximation with g = 7 and nine terms (Numerical Recipes, 6.1; coefficients of Godfrey).
const G = 7;
const FIRST = 0.99999999999980993;
const COEFFICIENTS = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012,
  9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Natural logarithm of the gamma function for x > 0, to about 1e-13. @internal */
export function logGamma(x: number): number {
  if (!(x > 0)) {
    throw new RangeError(`The gamma function is taken above 0 only, got ${x}`);
  }
  if (x < 0.5) {
    return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  }
  const shifted = x - 1;
  let series = FIRST;
  for (const [index, coefficient] of COEFFICIENTS.entries()) {
    series += coefficient / (shifted + index + 1);
  }
  const t = shifted + G + 0.5;
  return (
    0.5 * Math.log(2 * Math.PI) +
    (shifted + 0.5) * Math.log(t) -
    t +
    Math.log(series)
  );
}
