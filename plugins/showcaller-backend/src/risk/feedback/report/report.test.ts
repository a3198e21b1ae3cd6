import { describeAccuracy } from './describeAccuracy';
import { findGaps } from './findGaps';
import { recommend } from './recommend';
import type { ReportRow } from './ReportRow';

function row(fields: Partial<ReportRow> = {}): ReportRow {
  return {
    entityRef: 'component:default/web',
    rule: 'start_rollout',
    outcome: 'allow',
    mode: 'enforced',
    ran: true,
    failedSoon: false,
    failed: false,
    risk: 0.1,
    lines: 50,
    missing: [],
    ...fields,
  };
}

const rows = (count: number, fields: Partial<ReportRow> = {}) =>
  Array.from({ length: count }, () => row(fields));
const failed = { failed: true, failedSoon: true };

describe('describeAccuracy', () => {
  it('begins with how many failures were in the riskiest tenth', () => {
    expect(
      describeAccuracy([
        ...rows(8, { ...failed, risk: 0.9 }),
        ...rows(2, { risk: 0.8 }),
        ...rows(2, { ...failed, risk: 0.05 }),
        ...rows(88),
      ]),
    ).toEqual([
      '8 of 10 failures were in the riskiest tenth.',
      // Wilson (1927) interval of 10 of 100: 0.0552 to 0.1744.
      '10 % (5.5 % to 17 %) of 100 deployments failed; predicted were 18 % on average.',
      'Of a failed and a clean deployment the failed one had the higher risk in 80 of 100 pairs; 50 would be chance.',
      '10 of 100 deployments that were allowed failed within 24 hours: 10 % (5.5 % to 17 %).',
    ]);
  });

  it('says that there is too little to say', () => {
    expect(describeAccuracy(rows(7, { failed: undefined }))[0]).toBe(
      '0 deployments with a risk and a final outcome: at least 20 are needed to say how well risks were predicted.',
    );
    expect(describeAccuracy(rows(30))[0]).toBe(
      'No deployment failed, so no failure could be foreseen.',
    );
  });

  it('says of history what would have been decided', () => {
    const texts = describeAccuracy([
      ...rows(15, { mode: 'backfill' }),
      ...rows(5, { mode: 'backfill', outcome: 'block', rule: 'block' }),
    ]);
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^0 of 15 deployments that would have been allowed failed/,
      ),
    );
    expect(texts).toContainEqual(
      expect.stringMatching(
        /^5 of 5 deployments that would have been blocked did not fail/,
      ),
    );
  });

  it('counts what was neither decided nor deployed in no rate', () => {
    expect(
      describeAccuracy([
        ...rows(25, { outcome: 'needs_approval' }),
        row({ outcome: 'block', ran: false, failedSoon: undefined }),
      ]).filter(text => text.includes('24 hours')),
    ).toEqual([]);
  });
});

describe('findGaps', () => {
  it('names services and sizes whose predictions are off by more than chance', () => {
    const gaps = findGaps([
      ...rows(100),
      ...rows(10, failed),
      ...rows(15, { entityRef: 'component:default/cart', lines: 500 }),
      ...rows(15, {
        entityRef: 'component:default/cart',
        lines: 500,
        ...failed,
      }),
    ]);
    expect(gaps).toEqual([
      {
        kind: 'service',
        entityRef: 'component:default/cart',
        // Wilson interval of 15 of 30: 0.3315 to 0.6685.
        text: 'component:default/cart failed more often than predicted: 50 % (33 % to 67 %) of 30 deployments instead of 10 %.',
      },
      {
        kind: 'size',
        text: 'Changes of 101 to 1000 lines failed more often than predicted: 50 % (33 % to 67 %) of 30 deployments instead of 10 %.',
      },
    ]);
  });

  it('says what was not known, and whether the model does worse there', () => {
    const unknown = { missing: ['tests', 'performance'] };
    const gaps = findGaps([
      ...rows(40, { ...unknown, risk: 0.2 }),
      ...rows(6, { ...unknown, ...failed, risk: 0.2 }),
      ...rows(40, { missing: ['performance'] }),
      ...rows(6, { missing: ['performance'], ...failed, risk: 0.4 }),
    ]);
    expect(gaps).toContainEqual({
      kind: 'missing',
      subject: 'tests',
      text: 'Nothing was known of tests in 50 % of the deployments; there a failed one had the higher risk in 50 of 100 pairs, otherwise in 100.',
    });
    expect(gaps).toContainEqual({
      kind: 'missing',
      subject: 'performance',
      text: 'Nothing was known of performance in 100 % of the deployments.',
    });
  });

  it('tells of unknown risks, of rules that block what is clean, and of history', () => {
    const kinds = findGaps([
      ...rows(2, { risk: undefined }),
      ...rows(12, { outcome: 'block', rule: 'block_all', mode: 'backfill' }),
    ]).map(({ kind, text }) => [kind, text]);
    expect(kinds).toEqual([
      [
        'unknown',
        '2 deployments had no risk at all, because the size of the change was not known.',
      ],
      [
        'false blocks',
        // Wilson interval of 12 of 12: 0.7575 to 1.
        'What block_all blocks, or would have blocked, is mostly clean when it goes out: 100 % (76 % to 100 %) of 12 deployments.',
      ],
      [
        'backfill',
        '12 of 14 decisions are about history that was read afterwards: they say what would have been decided, and nobody acted on them.',
      ],
    ]);
  });

  it('finds nothing in what is as predicted', () => {
    expect(findGaps([...rows(90), ...rows(10, failed)])).toEqual([]);
  });
});

describe('recommend', () => {
  it('says for each gap what to do, each thing once', () => {
    const recommendations = recommend([
      {
        kind: 'service',
        text: '',
        entityRef: 'component:default/cart',
      },
      { kind: 'missing', text: '', subject: 'tests' },
      { kind: 'missing', text: '', subject: 'timing' },
      { kind: 'missing', text: '', subject: 'size' },
      { kind: 'unknown', text: '' },
      { kind: 'backfill', text: '' },
    ]);
    expect(recommendations).toEqual([
      {
        entityRef: 'component:default/cart',
        text: expect.stringContaining(
          'last failures of component:default/cart',
        ),
      },
      { text: expect.stringContaining('Upload test reports') },
      { text: expect.stringContaining('Name the git repository') },
    ]);
  });
});
