import { groupContributions } from './groupContributions';

const signal = (name: string, group: string, contribution?: number) => ({
  name,
  group,
  contribution,
  known: contribution !== undefined,
});

describe('groupContributions', () => {
  it('sums a group before it ranks, so that two halves are as much as a whole', () => {
    const groups = groupContributions([
      signal('flaky', 'flakiness', 0.5),
      signal('la', 'size', 0.4),
      signal('nf', 'size', 0.4),
      signal('age', 'churn', -0.6),
    ]);
    expect(groups.map(({ group }) => group)).toEqual([
      'size',
      'churn',
      'flakiness',
    ]);
    expect(groups[0].contribution).toBeCloseTo(0.8, 12);
  });

  it('lists a group without a known signal last, as unknown and not as 0', () => {
    const groups = groupContributions([
      signal('testpass', 'tests'),
      signal('la', 'size', 0),
      signal('nf', 'size'),
    ]);
    expect(groups).toEqual([
      { group: 'size', contribution: 0, known: ['la'], unknown: ['nf'] },
      { group: 'tests', known: [], unknown: ['testpass'] },
    ]);
    expect(groups[1].contribution).toBeUndefined();
  });

  it('keeps the order where a model tells no reasons', () => {
    const known = { contribution: undefined, known: true };
    expect(
      groupContributions([
        { name: 'la', group: 'size', ...known },
        { name: 'age', group: 'churn', ...known },
      ]),
    ).toEqual([
      { group: 'size', known: ['la'], unknown: [] },
      { group: 'churn', known: ['age'], unknown: [] },
    ]);
  });
});
