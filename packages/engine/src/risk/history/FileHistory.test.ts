import fc from 'fast-check';
import { FileHistory, type HistoricalChange } from './FileHistory';

const day = 86_400_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const at = (days: number) => start + days * day;

function change(
  sha: string,
  days: number,
  authorHash: string,
  lines: Record<string, number>,
): HistoricalChange {
  return {
    sha,
    committedAt: new Date(at(days)).toISOString(),
    authorHash,
    files: Object.keys(lines),
    churn: Object.values(lines),
  };
}

function historyOf(...changes: HistoricalChange[]): FileHistory {
  const history = FileHistory.create();
  history.add(changes);
  return history;
}

const some = [
  change('1', 0, 'ann', { 'pay/a.ts': 10, 'pay/b.ts': 4 }),
  change('2', 10, 'bob', { 'pay/a.ts': 6 }),
  change('3', 20, 'ann', { 'pay/a.ts': 1, 'web/c.ts': 100 }),
  change('4', 30, 'cyd', { 'pay/a.ts': 50 }),
];

describe('FileHistory', () => {
  it('tells lines, touches and the share of the main author within a span', () => {
    expect(
      historyOf(...some).pastOf({
        files: ['pay/a.ts', 'pay/b.ts'],
        since: at(0),
        until: at(20),
      }),
    ).toEqual({
      churn: 21,
      touches: 4,
      mainAuthorShare: 0.75,
      lastChangedAt: at(20),
    });
  });

  it('knows nothing of what was committed later', () => {
    const until = at(25);
    const asOfThen = historyOf(...some.slice(0, 3));
    const asOfNow = historyOf(...some);
    const question = { files: ['pay/a.ts'], since: at(-90), until };
    expect(asOfNow.pastOf(question)).toEqual(asOfThen.pastOf(question));
    expect(asOfNow.experienceIn({ since: at(-90), until })).toEqual(
      asOfThen.experienceIn({ since: at(-90), until }),
    );
  });

  it('leaves out the commits that are asked about', () => {
    expect(
      historyOf(...some).pastOf({
        files: ['pay/a.ts'],
        since: at(0),
        until: at(40),
        without: new Set(['4', 'unknown']),
      }),
    ).toMatchObject({ churn: 17, touches: 3 });
  });

  it('has no main author of files that are new', () => {
    expect(
      historyOf(...some).pastOf({
        files: ['pay/new.ts'],
        since: at(0),
        until: at(40),
      }),
    ).toEqual({ churn: 0, touches: 0 });
  });

  it('takes the experience of all authors of a folder together', () => {
    const history = historyOf(...some);
    const span = { since: at(0), until: at(40) };
    expect(history.experienceIn({ ...span, folder: 'pay' })).toEqual({
      authors: 3,
      meanTouches: 5 / 3,
    });
    expect(history.experienceIn(span)).toEqual({ authors: 3, meanTouches: 2 });
    expect(history.experienceIn({ ...span, folder: 'pa' }).authors).toBe(0);
  });

  it('counts a commit once, however often and in whatever order it is added', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...some), { maxLength: 12 }),
        extra => {
          const history = historyOf(...extra, ...some, ...extra);
          expect(history.commits).toBe(4);
          expect(history.size).toBe(6);
          expect(
            history.pastOf({
              files: ['pay/a.ts'],
              since: at(0),
              until: at(40),
            }),
          ).toMatchObject({ churn: 67, touches: 4 });
        },
      ),
    );
  });

  it('refuses a commit whose lists differ in length', () => {
    expect(() => FileHistory.create().add([{ ...some[0], churn: [] }])).toThrow(
      'lists 2 files but 0 churn counts',
    );
  });
});
