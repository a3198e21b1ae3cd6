import { chooseStrategy } from './chooseStrategy';

describe('chooseStrategy', () => {
  it.each([
    ['by_risk', 0.4, undefined, 'rolling'],
    ['by_risk', 0.41, undefined, 'blue-green'],
    ['by_risk', 0.7, undefined, 'blue-green'],
    ['by_risk', 0.71, undefined, 'canary'],
    ['by_risk', undefined, undefined, 'rolling'],
    ['by_risk', 0.1, 'canary', 'canary'],
    ['by_risk', 0.1, 'blue-green', 'blue-green'],
    ['by_risk', 0.9, 'rolling', 'canary'],
    ['by_risk', 0.5, 'rolling', 'blue-green'],
    [undefined, 0.1, 'rolling', 'canary'],
  ] as const)(
    'by the table %s, a risk of %s and a rule that asks for %s is %s',
    (wantedTable, risk, asked, strategy) => {
      expect(chooseStrategy({ wantedTable, risk, asked })).toMatchObject({
        strategy,
      });
    },
  );

  it('says when the table does not exist', () => {
    expect(chooseStrategy({ wantedTable: 'toString' })).toEqual({
      strategy: 'canary',
      table: 'canary',
      note: expect.stringContaining("'toString', which is no strategy table"),
    });
  });
});
