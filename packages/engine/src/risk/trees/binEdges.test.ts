import fc from 'fast-check';
import { binEdges } from './binEdges';

const edgesOf = (values: number[], maxBins = 255) =>
  Array.from(binEdges(Float32Array.from(values), maxBins));

describe('binEdges', () => {
  it('cuts halfway between few distinct values', () => {
    expect(edgesOf([3, 1, 1, 7, NaN])).toEqual([2, 5]);
  });

  it('has no edge for a constant or for nothing but unknown values', () => {
    expect(edgesOf([4, 4, NaN])).toEqual([]);
    expect(edgesOf([NaN, NaN])).toEqual([]);
  });

  it('gives a value that most rows hold a range of its own and shares out the others', () => {
    const values = [
      ...new Array<number>(900).fill(0),
      ...Array.from({ length: 100 }, (_, i) => i + 1),
    ];
    const edges = edgesOf(values, 5);
    expect(edges[0]).toBe(0.5);
    expect(edges).toEqual([0.5, 25.5, 50.5, 75.5]);
  });

  it('shares distinct values out evenly', () => {
    expect(
      edgesOf(
        Array.from({ length: 1000 }, (_, i) => i),
        4,
      ),
    ).toEqual([249.5, 499.5, 749.5]);
  });

  it('parts neighbouring float32 numbers', () => {
    const low = Math.fround(0.1);
    const bits = new DataView(new ArrayBuffer(4));
    bits.setFloat32(0, low);
    bits.setUint32(0, bits.getUint32(0) + 1);
    expect(edgesOf([low, bits.getFloat32(0)])).toEqual([low]);
    expect(edgesOf([-3e38, 3e38])).toEqual([0]);
  });

  it('makes ascending float32 edges, one fewer than ranges, each between two values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
          minLength: 1,
          maxLength: 300,
        }),
        fc.integer({ min: 2, max: 20 }),
        (values, maxBins) => {
          const edges = edgesOf(values, maxBins);
          const distinct = new Set(values.map(value => value + 0));
          expect(edges.length).toBe(
            Math.min(edges.length, maxBins - 1, distinct.size - 1),
          );
          for (const [i, edge] of edges.entries()) {
            expect(Math.fround(edge)).toBe(edge);
            expect(i === 0 || edge > edges[i - 1]).toBe(true);
            const bounds = [edges[i - 1] ?? -Infinity, edge];
            expect(
              values.some(value => value > bounds[0] && value <= bounds[1]),
            ).toBe(true);
          }
        },
      ),
    );
  });
});
