import { groupByReason } from './groupByReason';

describe('groupByReason', () => {
  it('says a shared reason once', () => {
    expect(
      groupByReason([
        { label: 'A', reason: 'no git' },
        { label: 'B', reason: 'too late' },
        { label: 'C', reason: 'no git' },
      ]),
    ).toEqual([
      { reason: 'no git', labels: ['A', 'C'] },
      { reason: 'too late', labels: ['B'] },
    ]);
  });
});
