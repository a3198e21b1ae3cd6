import fc from 'fast-check';
import { kameiFeatures } from './riskFeatures';
import { unionOfChanges, type ChangeMeasures } from './unionOfChanges';

const newer: ChangeMeasures = {
  files: ['web/src/a.ts', 'README.md'],
  churn: [30, 10],
  linesBefore: [120, 50],
  ns: 2,
  nd: 2,
  nf: 2,
  entropy: 0.811,
  la: 35,
  ld: 5,
  lt: 170,
  fix: 0,
  ndev: 4,
  age: 10,
  nuc: 20,
  exp: 100,
  rexp: 40,
  sexp: 10,
};
const older: ChangeMeasures = {
  ...newer,
  files: ['web/src/a.ts', 'web/lib/b.ts'],
  churn: [20, 0],
  linesBefore: [100, 80],
  ns: 1,
  la: 20,
  ld: 0,
  lt: 180,
  fix: 1,
  ndev: 6,
  age: 30,
  nuc: 8,
  exp: 400,
  rexp: 10,
  sexp: 70,
};

describe('unionOfChanges', () => {
  it('of a single commit is that commit', () => {
    const { files, churn, linesBefore, ...own } = newer;
    expect(unionOfChanges([newer])).toEqual({
      ...own,
      migration: 0,
      infra: 0,
      testtouch: 0,
    });
  });

  it('of no commits knows nothing', () => {
    expect(unionOfChanges([])).toEqual({});
  });

  it('counts over the union of the paths and weighs experience by changed lines', () => {
    const shares = [50 / 60, 10 / 60];
    expect(unionOfChanges([newer, older])).toEqual({
      ns: 2, // web and the top folder
      nd: 3, // web/src, web/lib and the top folder
      nf: 3,
      entropy: expect.closeTo(
        -shares.reduce((sum, share) => sum + share * Math.log2(share), 0),
        12,
      ),
      la: 55,
      ld: 5,
      lt: 100 + 50 + 80, // a.ts as it was before the older commit
      fix: 1,
      ndev: 6,
      nuc: 20,
      age: 20,
      exp: (100 * 40 + 400 * 20) / 60,
      rexp: (40 * 40 + 10 * 20) / 60,
      sexp: (10 * 40 + 70 * 20) / 60,
      migration: 0,
      infra: 0,
      testtouch: 0,
    });
  });

  it('counts migrations, infrastructure and tests once per path', () => {
    const files = ['migrations/1.sql', 'Dockerfile', 'src/a.test.ts'];
    const one = { ...newer, files, churn: [10, 5, 15], linesBefore: [0, 0, 0] };
    const two = {
      ...newer,
      files: ['Dockerfile', 'src/a.ts'],
      churn: [5, 25],
      linesBefore: [0, 0],
    };
    expect(unionOfChanges([one, two])).toMatchObject({
      migration: 1,
      infra: 1,
      testtouch: 15 / 60,
    });
    expect(unionOfChanges([one])).toMatchObject({ testtouch: 0.5 });
  });

  it('knows no kinds of files where a commit does not list its files', () => {
    const unlisted = { ...newer, files: [], churn: [], linesBefore: [] };
    expect(unionOfChanges([newer, unlisted])).not.toHaveProperty('migration');
    expect(unionOfChanges([{ ...unlisted, nf: 0 }])).toMatchObject({
      migration: 0,
    });
  });

  it('takes the plain mean of the experience when no line changed', () => {
    const silent = { ...newer, churn: [0, 0], la: 0, ld: 0 };
    expect(unionOfChanges([silent, { ...silent, exp: 200 }])).toMatchObject({
      exp: 150,
      entropy: 0,
    });
  });

  it('leaves a feature unknown that one commit does not know', () => {
    const union = unionOfChanges([
      newer,
      { ...older, lt: undefined, exp: NaN },
    ]);
    expect(union).not.toHaveProperty('lt');
    expect(union).not.toHaveProperty('exp');
    expect(union.la).toBe(55);
  });

  it('gives lower bounds when a file list was cut short', () => {
    const cut = {
      ...older,
      nf: 5000,
      nd: 300,
      ns: 7,
      la: 90_020,
      lt: 1_000_180,
    };
    const union = unionOfChanges([newer, cut]);
    expect(union).toMatchObject({ nf: 5000, nd: 300, ns: 7, la: 90_055 });
    expect(union.lt).toBe(230 + 1_000_000);
    expect(union.entropy).toBeGreaterThan(0);
    expect(union.entropy).toBeLessThan(Math.log2(4));
  });

  it('refuses lists of different lengths', () => {
    expect(() => unionOfChanges([{ ...newer, churn: [1] }])).toThrow(
      'A change lists 2 files but 1 churn and 2 line counts',
    );
  });

  it('never shrinks by another commit in what it counts', () => {
    const anyChange = fc
      .array(
        fc.record({
          path: fc.constantFrom('a', 'b/c', 'b/d', 'b/e/f', 'g/h'),
          churn: fc.nat(50),
          before: fc.nat(500),
        }),
        { minLength: 1, maxLength: 5 },
      )
      .map((entries): ChangeMeasures => {
        const unique = [...new Map(entries.map(e => [e.path, e])).values()];
        const lines = unique.reduce((sum, { churn }) => sum + churn, 0);
        return {
          ...newer,
          files: unique.map(({ path }) => path),
          churn: unique.map(({ churn }) => churn),
          linesBefore: unique.map(({ before }) => before),
          ns: 1,
          nd: 1,
          nf: unique.length,
          la: lines,
          ld: 0,
          lt: 0,
        };
      });
    fc.assert(
      fc.property(
        fc.array(anyChange, { minLength: 1, maxLength: 6 }),
        anyChange,
        (changes, another) => {
          const before = unionOfChanges(changes);
          const after = unionOfChanges([another, ...changes]);
          for (const name of [
            'ns',
            'nd',
            'nf',
            'la',
            'ld',
            'fix',
            'ndev',
            'nuc',
          ] as const) {
            expect(after[name]).toBeGreaterThanOrEqual(before[name] ?? NaN);
          }
          expect(Object.keys(after).slice(0, 14)).toEqual(
            kameiFeatures.map(({ name }) => name),
          );
          expect(after.entropy).toBeLessThanOrEqual(
            Math.log2(after.nf ?? NaN) + 1e-9,
          );
        },
      ),
    );
  });
});
