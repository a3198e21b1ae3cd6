import type { EvidenceDocument } from '../../../evidence';
import { evidenceOf, testReport } from '../__fixtures__/evidenceOf';
import { collect } from '../__fixtures__/requests';
import { TestCollector } from './TestCollector';

const tell = (...documents: EvidenceDocument[]) =>
  collect(TestCollector.create({ evidence: evidenceOf(documents) }));

const at = (hour: string) => ({ observedAt: `2026-11-20T${hour}:00.000Z` });

describe('TestCollector', () => {
  it('takes the last attempt of each report, parts of one together', async () => {
    const result = await tell(
      testReport('1', 50, 50, at('08:00')),
      testReport('2', 90, 10, { ...at('08:30'), attempt: 2 }),
      testReport('3', 100, 0, { ...at('08:31'), attempt: 2 }),
      testReport('4', 10, 0, { ...at('09:00'), name: 'e2e' }),
    );
    expect(result).toMatchObject({
      source: 'test reports (210 tests)',
      observedAt: '2026-11-20T09:00:00.000Z',
      values: { testpass: 200 / 210 },
    });
  });

  it('compares with the mean of the five revisions tested before', async () => {
    const earlier = [0.5, 0.9, 0.9, 0.9, 0.9, 0.8].map((rate, i) =>
      testReport(`e${i}`, rate * 100, 100 - rate * 100, {
        sha: `s${i}`,
        observedAt: `2026-11-1${i}T09:00:00.000Z`,
      }),
    );
    const result = await tell(testReport('now', 68, 32), ...earlier);
    expect(result.values).toEqual({
      testpass: 0.68,
      testtrend: {
        value: expect.closeTo(0.68 - 0.88, 12),
        source: 'test reports of this and 5 earlier revisions',
      },
    });
  });

  it('knows nothing of reports that came after the deployment was asked for', async () => {
    const result = await tell(
      testReport('late', 0, 100, { observedAt: '2026-11-20T10:00:00.001Z' }),
    );
    expect(result).toMatchObject({
      values: {},
      missingReason:
        'no test report of this revision was uploaded before it was deployed',
    });
  });

  it('tells "no test ran" from "all passed"', async () => {
    await expect(tell(testReport('1', 0, 0))).resolves.toMatchObject({
      values: {},
      missingReason: 'no test of this revision was executed',
    });
  });

  it('has no trend without an earlier revision', async () => {
    const result = await tell(
      testReport('1', 9, 1, at('08:00')),
      testReport('other', 1, 0, { sha: 'x', name: 'lint', ...at('07:00') }),
    );
    expect(result.values).toEqual({ testpass: 0.9, testtrend: undefined });
    expect(result.missingReason).toContain('no earlier revision');
  });
});
