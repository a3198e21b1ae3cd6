import fc from 'fast-check';
import { policySentences } from '../__testUtils__/sentences';
import { policyTokens } from './policyTokens';

function kinds(text: string): string[] {
  return policyTokens(text).map(
    ({ start, end, kind }) => `${kind} ${text.slice(start, end)}`,
  );
}

describe('policyTokens', () => {
  it('knows the parts of a rule', () => {
    expect(
      kinds(
        'rule "x" [severity=critical]: when max(canary.error_rate, 0.5%) > 2x_baseline for 3m then rollback(scope: "service") # why',
      ),
    ).toEqual([
      'keyword rule',
      'string "x"',
      'label severity',
      'operator =',
      'label critical',
      'keyword when',
      'function max',
      'path canary.error_rate',
      'number 0.5',
      'unit %',
      'operator >',
      'number 2',
      'unit x_baseline',
      'keyword for',
      'number 3',
      'unit m',
      'keyword then',
      'action rollback',
      'label scope',
      'string "service"',
      'comment # why',
    ]);
  });

  it('knows the parts of a test', () => {
    expect(
      kinds('test "t": given { risk_score: unknown } expect not block by "a"'),
    ).toEqual([
      'keyword test',
      'string "t"',
      'keyword given',
      'path risk_score',
      'keyword unknown',
      'keyword expect',
      'keyword not',
      'action block',
      'keyword by',
      'string "a"',
    ]);
  });

  it('colours text that does not parse, in order and without overlap', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...policySentences),
        fc.string({ unit: 'binary' }),
        fc.nat(200),
        (sentence, noise, at) => {
          const text = sentence.slice(0, at) + noise + sentence.slice(at);
          let last = 0;
          for (const { start, end } of policyTokens(text)) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            last = end;
          }
          expect(last).toBeLessThanOrEqual(text.length);
        },
      ),
    );
  });
});
