import { normalQuantile } from './normalQuantile';

// Standard tables.
it.each([
  [0.5, 0],
  [0.975, 1.959964],
  [0.995, 2.575829],
  [0.999, 3.090232],
  [0.99975, 3.480756],
])('the normal quantile of %p is %p', (share, quantile) => {
  expect(Math.abs(normalQuantile(share) - quantile)).toBeLessThan(4.5e-4);
});
