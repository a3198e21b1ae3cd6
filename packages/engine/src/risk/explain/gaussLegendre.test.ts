import { gaussLegendre } from './gaussLegendre';

describe('gaussLegendre', () => {
  it.each([1, 2, 3, 5, 8, 17])(
    'integrates every power that %d points can integrate exactly',
    count => {
      const { points, weights } = gaussLegendre(count);
      for (let power = 0; power < 2 * count; power++) {
        const integral = points.reduce(
          (sum, point, index) => sum + weights[index] * point ** power,
          0,
        );
        expect(integral).toBeCloseTo(1 / (power + 1), 14);
      }
    },
  );

  // Abramowitz and Stegun, table 25.4, moved from -1..1 to 0..1
  it('has the points and weights of the tables', () => {
    const { points, weights } = gaussLegendre(3);
    expect([...points].sort()).toEqual([
      expect.closeTo((1 - 0.774596669241483) / 2, 14),
      expect.closeTo(0.5, 14),
      expect.closeTo((1 + 0.774596669241483) / 2, 14),
    ]);
    expect(weights[1]).toBeCloseTo(0.888888888888889 / 2, 14);
  });

  it('refuses to work without a point', () => {
    expect(() => gaussLegendre(0)).toThrow('at least 1 point, got 0');
  });
});
