import { generate } from 'peggy';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { policySentences } from '../__testUtils__/sentences';
import { policyLimits } from './limits';
import { parsePolicyFile } from './parsePolicyFile';
import { expressionJson, policyAst } from './policyAst';

const grammarPath = join(__dirname, 'policy.peggy');

function diagnosticsOf(text: string) {
  return parsePolicyFile({ path: 'a.policy', text }).diagnostics;
}

describe('parsePolicyFile', () => {
  it('was generated from the grammar beside it', () => {
    const committed = readFileSync(
      join(__dirname, 'generatedParser.ts'),
      'utf8',
    );
    const fresh = generate(readFileSync(grammarPath, 'utf8'), {
      output: 'source',
      format: 'bare',
    });
    // If this fails: yarn workspace @showcaller/engine generate:policy-parser
    expect(committed.includes(fresh.trim().replace(/;$/, ''))).toBe(true);
  });

  it.each(policySentences)('reads %s', text => {
    expect(diagnosticsOf(text)).toEqual([]);
  });

  it('reads the two rules of the product, as JSON', () => {
    expect(
      policyAst({
        path: 'prd.policy',
        text: `${policySentences[0]}\n${policySentences[1]}`,
      }),
    ).toEqual([
      {
        rule: 'block_high_risk_prod',
        labels: [],
        when: {
          and: [
            { op: '==', left: { path: 'env' }, right: 'prod' },
            { op: '>', left: { path: 'risk_score' }, right: 0.7 },
          ],
        },
        then: [{ action: 'block', args: [] }],
        else: [],
      },
      {
        rule: 'auto_rollback',
        labels: [],
        when: {
          op: '>',
          left: { path: 'canary.error_rate' },
          right: { rel: 2, of: 'baseline' },
        },
        for: { dur: 180000 },
        then: [{ action: 'rollback', args: [] }],
        else: [],
      },
    ]);
  });

  it.each([
    ['0.5%', { pct: 0.5 }],
    ['2m30s', { dur: 150000 }],
    ['1.5h', { dur: 5400000 }],
    ['300ms', { dur: 300 }],
    ['1.05x_stable', { rel: 1.05, of: 'stable' }],
    ['50rps', { rps: 50 }],
    ['0.5pp', { pp: 0.5 }],
  ])('reads %s', (text, json) => {
    const [statement] = parsePolicyFile({
      path: 'a.policy',
      text: `when a > ${text} then block`,
    }).statements;
    const right =
      statement.type === 'rule' && statement.condition.type === 'compare'
        ? statement.condition.right
        : undefined;
    expect(right && expressionJson(right)).toEqual(json);
  });

  it.each([
    [
      'rule block: when a > 1 then block',
      1,
      6,
      'block',
      'stands in quotes',
      'rule "block":',
    ],
    ['when env = "prod" then block', 1, 10, '=', 'two equals signs', '=='],
    [
      'when a > 2xbaseline then rollback',
      1,
      11,
      'xbaseline',
      'joined by an underscore',
      'x_baseline',
    ],
    [
      'when a > 3 for 3 then rollback',
      1,
      12,
      'for 3',
      'a duration needs a unit',
      'for 3m',
    ],
    [
      'when a > 3q then rollback',
      1,
      11,
      'q',
      "There is no unit 'q'",
      undefined,
    ],
    ['rule "x": when a then', 1, 22, '', 'the file ends here', undefined],
    ['when then block', 1, 6, 'then', 'Expected a value or a path', undefined],
    ['when a > "b then block', 1, 10, '"b then block', 'no closing quote', '"'],
    ["when a == 'b' then block", 1, 11, "'", 'double quotes', '"'],
    ['\n\nwhen a > 1\nblock', 4, 1, 'block', "Expected '", undefined],
  ])(
    'says what is wrong with %s',
    (text, line, column, offending, message, suggestion) => {
      const [diagnostic] = diagnosticsOf(text);
      expect(diagnostic).toMatchObject({
        severity: 'error',
        message: expect.stringContaining(message),
        location: { line, column },
        text: offending,
      });
      expect(diagnostic.suggestion).toBe(suggestion);
    },
  );

  it('reads on after a mistake', () => {
    const { statements, diagnostics } = parsePolicyFile({
      path: 'a.policy',
      text: 'when a > then block\nwhen b > 1 then block\nwhen c = 1 then block\nwhen d > 1 then allow',
    });
    expect(statements).toHaveLength(2);
    expect(diagnostics.map(({ location }) => location.line)).toEqual([1, 3]);
  });

  it('refuses a file that is too long, and brackets that are too deep', () => {
    expect(diagnosticsOf(' '.repeat(policyLimits.fileLength + 1))[0].code).toBe(
      'too-large',
    );
    const deep = `when ${'('.repeat(33)}a${')'.repeat(33)} then block`;
    expect(diagnosticsOf(deep)[0]).toMatchObject({
      code: 'too-deep',
      location: { column: 38 },
    });
    expect(
      diagnosticsOf(`when a == "${'('.repeat(99)}" then block # ((((`),
    ).toEqual([]);
  });
});
