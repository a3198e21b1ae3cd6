import type { FeedbackCount } from './DatabaseFeedbackStore';
import { summariseFeedback } from './summariseFeedback';

function counted(fields: Partial<FeedbackCount>): FeedbackCount {
  return {
    entityRef: 'component:default/web',
    rule: 'start_rollout',
    outcome: 'allow',
    mode: 'enforced',
    ran: true,
    failedSoon: false,
    known: true,
    count: 1,
    ...fields,
  };
}

const blocked = { outcome: 'block', rule: 'block_high_risk_prod' } as const;

describe('summariseFeedback', () => {
  it('counts what was allowed and failed soon, of what had its day', () => {
    const { total } = summariseFeedback([
      counted({ count: 90 }),
      counted({ count: 10, failedSoon: true }),
      counted({ count: 3, failedSoon: true, known: false }),
      counted({ count: 5, known: false }),
      counted({ count: 2, ran: false, known: true }),
    ]);
    expect(total.decisions).toBe(110);
    expect(total.falsePass).toMatchObject({
      count: 10,
      of: 100,
      rate: 0.1,
      // Wilson (1927) interval of 10 of 100.
      low: expect.closeTo(0.0552, 3),
      high: expect.closeTo(0.1744, 3),
    });
    expect(total.falseBlock).toEqual({ count: 0, of: 0 });
  });

  it('counts what was blocked and clean only where a person let it through', () => {
    const { total } = summariseFeedback([
      counted({ ...blocked, count: 4 }),
      counted({ ...blocked, count: 1, failedSoon: true }),
      counted({ ...blocked, count: 20, ran: false }),
      counted({ ...blocked, count: 7, outcome: 'needs_approval' }),
    ]);
    expect(total).toMatchObject({
      decisions: 32,
      falsePass: { count: 0, of: 0 },
      falseBlock: { count: 4, of: 5, rate: 0.8 },
    });
  });

  it('lists services and rules, those with the most decisions first', () => {
    const { rows } = summariseFeedback([
      counted({ count: 2 }),
      counted({ count: 5, entityRef: 'component:default/cart' }),
      counted({ ...blocked, count: 9 }),
    ]);
    expect(
      rows.map(({ subject, kind, decisions }) => [kind, subject, decisions]),
    ).toEqual([
      ['service', 'component:default/web', 11],
      ['service', 'component:default/cart', 5],
      ['rule', 'block_high_risk_prod', 9],
      ['rule', 'start_rollout', 7],
    ]);
  });

  it('tells apart what would have been decided about history', () => {
    const { total, rows, wouldHave } = summariseFeedback([
      counted({ ...blocked, mode: 'backfill', count: 6 }),
      counted({ ...blocked, mode: 'backfill', count: 2, failedSoon: true }),
    ]);
    expect(total.decisions).toBe(0);
    expect(rows).toEqual([]);
    expect(wouldHave).toMatchObject({
      total: { decisions: 8, falseBlock: { count: 6, of: 8 } },
      rows: [{ kind: 'service' }, { kind: 'rule' }],
    });
    expect(summariseFeedback([counted({})])).not.toHaveProperty('wouldHave');
  });
});
