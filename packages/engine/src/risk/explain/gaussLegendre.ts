/** Points and weights of a quadrature on 0-1; the weights add up to 1. @internal */
export interface Quadrature {
  points: Float64Array;
  weights: Float64Array;
}

const MAX_ITERATIONS = 100;

/** The Legendre polynomial of a degree at x and its derivative, by the three-term recurrence. */
function legendre(degree: number, x: number): [number, number] {
  let before = 1;
  let value = x;
  for (let k = 2; k <= degree; k++) {
    [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  }
  return [value, (degree * (x * value - before)) / (x * x - 1)];
}

/**
 * Gauss-Legendre quadrature on 0-1, exact for polynomials up to degree 2 · count − 1: the roots of the Legendre polynomial
 * by Newton's method from Tricomi's first guess (Press et al., Numerical Recipes, section 4.6).
 *
 * @param count - number of points, at least 1.
 * @internal
 */
export function gaussLegendre(count: number): Quadrature {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`A quadrature needs at least 1 point, got ${count}`);
  }
  const points = new Float64Array(count);
  const weights = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    let x =
      count === 1 ? 0 : Math.cos((Math.PI * (index + 0.75)) / (count + 0.5));
    let slope = 1;
    for (let iteration = 0; iteration < MAX_ITERATIONS; iteration++) {
      const [value, derivative] = legendre(count, x);
      slope = derivative;
      const step = value / derivative;
      x -= step;
      if (Math.abs(step) < 1e-16) {
        break;
      }
    }
    points[index] = (1 - x) / 2;
    weights[index] = 1 / ((1 - x * x) * slope * slope);
  }
  return { points, weights };
}
