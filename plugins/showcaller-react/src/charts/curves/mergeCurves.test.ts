import { mergeCurves } from './mergeCurves';

const roc = [
  { x: 0, y: 0 },
  { x: 0, y: 0.4 },
  { x: 0.5, y: 0.9 },
  { x: 1, y: 1 },
];

describe('mergeCurves', () => {
  it('puts curves with points of their own on one grid', () => {
    const rows = mergeCurves(
      [
        { name: 'model', points: roc },
        {
          name: 'chance',
          points: [
            { x: 1, y: 1 },
            { x: 0, y: 0 },
          ],
        },
      ],
      4,
    );
    expect(rows.map(row => row.x)).toEqual([0, 0.25, 0.5, 0.75, 1]);
    expect(rows.map(row => row.ys[0])).toEqual([
      0.4,
      expect.closeTo(0.65, 12),
      0.9,
      expect.closeTo(0.95, 12),
      1,
    ]);
    expect(rows.map(row => row.ys[1])).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });

  it('claims nothing beyond the ends of a curve', () => {
    const points = [
      { x: 0.25, y: 0.8 },
      { x: 0.5, y: 0.6 },
    ];
    const rows = mergeCurves([{ name: 'model', points }], 4);
    expect(rows.map(row => row.ys[0])).toEqual([
      undefined,
      0.8,
      0.6,
      undefined,
      undefined,
    ]);
  });

  it('knows nothing of a curve without points, or with broken ones', () => {
    const rows = mergeCurves(
      [
        { name: 'none', points: [] },
        { name: 'broken', points: [{ x: 0.5, y: NaN }] },
      ],
      2,
    );
    expect(rows.flatMap(row => row.ys)).toEqual(Array(6).fill(undefined));
  });

  it('needs a whole number of steps', () => {
    expect(() => mergeCurves([], 0)).toThrow(RangeError);
  });
});
