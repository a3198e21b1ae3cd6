import type { DatedMeasurement, EvidenceDocument } from '../../../evidence';
import { evidenceDocument, evidenceOf } from '../__fixtures__/evidenceOf';
import { collect, featureRequest } from '../__fixtures__/requests';
import { BenchmarkCollector } from './BenchmarkCollector';
import { worstSlowdown } from './worstSlowdown';

const measurement = (
  name: string,
  value: number,
  more: Partial<DatedMeasurement> = {},
): DatedMeasurement => ({
  name,
  value,
  unit: 'ms',
  higherIsBetter: false,
  sha: 's',
  suite: 'bench',
  observedAt: '2026-11-20T09:00:00.000Z',
  ...more,
});

describe('worstSlowdown', () => {
  it.each([
    [[100], [110], false, 0.1],
    [[100], [50], false, -0.5],
    [[100], [50], true, 1], // half the throughput is as slow as twice the time
    [[100], [200], true, -0.5],
    [[80, 100], [90, 120], false, 0.2], // the last of each
  ])(
    'from %j to %j (higher is better: %p) is %p',
    (before, now, higherIsBetter, expected) => {
      const of = (values: number[]) =>
        values.map(value => measurement('a', value, { higherIsBetter }));
      expect(worstSlowdown(of(now), of(before))?.change).toBeCloseTo(
        expected,
        12,
      );
    },
  );

  it('takes the worst of the benchmarks that can be compared', () => {
    expect(
      worstSlowdown(
        [
          measurement('a', 90),
          measurement('b', 130),
          measurement('new', 900),
          measurement('c', 5000, { unit: 'us' }),
          measurement('zero', 5),
        ],
        [
          measurement('a', 100),
          measurement('b', 100),
          measurement('c', 5),
          measurement('zero', 0),
        ],
      ),
    ).toEqual({ name: 'b', change: expect.closeTo(0.3, 12) });
    expect(worstSlowdown([measurement('a', 1)], [])).toBeUndefined();
  });
});

describe('BenchmarkCollector', () => {
  const bench = (id: string, fields: Partial<EvidenceDocument> = {}) =>
    evidenceDocument({ id, kind: 'benchmark', name: 'bench', ...fields });
  const values: Record<string, number> = { now: 120, before: 100, older: 10 };
  const tell = (...documents: EvidenceDocument[]) =>
    collect(
      BenchmarkCollector.create({
        evidence: evidenceOf(documents, {
          getMeasurements: async ids =>
            documents
              .filter(({ id }) => ids.includes(id))
              .sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1))
              .map(({ id, observedAt }) =>
                measurement('parse', values[id], { observedAt }),
              ),
        }),
      }),
      featureRequest(),
    );

  it('compares with the last revision measured before, not with an earlier run of its own', async () => {
    await expect(
      tell(
        bench('now'),
        bench('before', { sha: 'x', observedAt: '2026-11-19T09:00:00.000Z' }),
        bench('older', { sha: 'y', observedAt: '2026-11-18T09:00:00.000Z' }),
      ),
    ).resolves.toMatchObject({
      source: 'benchmarks (parse)',
      values: { perfdelta: expect.closeTo(0.2, 12) },
    });
    const own = await tell(
      bench('now'),
      bench('older', { observedAt: '2026-11-18T09:00:00.000Z' }),
    );
    expect(own.values.perfdelta).toBeUndefined();
    expect(own.missingReason).toContain('no earlier revision');
  });

  it('knows nothing of benchmarks that ended later', async () => {
    await expect(
      tell(bench('now', { observedAt: '2026-11-20T10:00:00.001Z' })),
    ).resolves.toMatchObject({
      values: {},
      missingReason: expect.stringContaining('before it was deployed'),
    });
  });
});
