import { SampleLog } from '../../../__testUtils__/audit';
import { auditWords } from './auditWords';

const now = new Date('2026-11-20T14:05:00Z');
const log = SampleLog.create();
const overview = { ...log.overview(), lastVerification: log.verification() };
const words = (changes: Partial<typeof overview> = {}) =>
  auditWords({ ...overview, ...changes }, { now, zone: 'UTC' });

describe('auditWords', () => {
  it('says that all is as it was written, when that was checked, and what stands for it outside', () => {
    expect(words()).toEqual({
      tone: 'ok',
      headline: 'All 30 entries are as they were written.',
      details: [
        'Last checked on Nov 20, 2026, 13:05:00 UTC, against 4 signed checkpoints.',
        'The newest signed checkpoint covers all of them, made on Nov 20, 2026, 13:05:00 UTC and written to /var/lib/showcaller/checkpoints.',
      ],
    });
  });

  it('does not claim more than was checked', () => {
    const { headline, details } = words({ entries: 42 });
    expect(headline).toBe(
      'The first 30 of 42 entries are as they were written.',
    );
    expect(details[0]).toMatch(/12 entries were written since\.$/);
    expect(details[1]).toMatch(/covers the first 30 entries/);
  });

  it('warns when the last check is old, when there was none, and without checkpoints', () => {
    expect(
      auditWords(overview, { now: new Date('2026-11-23T14:05:00Z') }).tone,
    ).toBe('warning');
    expect(words({ lastVerification: undefined })).toMatchObject({
      tone: 'warning',
      headline:
        'The log has 30 entries. It was not checked yet whether they are as they were written.',
    });
    expect(words({ checkpoint: undefined }).details[1]).toMatch(
      /whoever can write to the database could rewrite the log/,
    );
  });

  it('says how far a check is', () => {
    expect(
      words({
        lastVerification: {
          ...log.verification(),
          state: 'running',
          entries: 12,
          progress: 0.4,
        },
      }),
    ).toMatchObject({
      tone: 'running',
      headline: 'The log has 30 entries. They are being checked.',
      details: ['12 entries checked, 40 % of all.', expect.any(String)],
    });
  });

  it('does not name an entry where the fault is in none', () => {
    expect(
      words({
        lastVerification: {
          ...log.verification(),
          state: 'broken',
          firstBad: { seq: 0, reason: 'a checkpoint is missing' },
        },
      }).headline,
    ).toBe('The log cannot be relied on.');
  });
});
