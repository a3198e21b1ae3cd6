import { brokenFiles, stricterFiles } from '../../../../__testUtils__/policies';
import { checkDraft } from './checkDraft';
import { checkWords } from './checkWords';
import { applyFix } from './findFix';

function fixed(text: string): string | undefined {
  const files = [{ path: 'a.policy', text }];
  const check = checkDraft(files, () => 0);
  const fix = check.fixes.get(check.diagnostics[0]);
  return fix && applyFix(files, fix)[0].text;
}

describe('checkDraft', () => {
  it('says where what is wrong, and what to write instead', () => {
    const { ok, diagnostics, tests } = checkDraft(brokenFiles);
    expect(ok).toBe(false);
    expect(tests).toEqual([]);
    expect(diagnostics[0]).toMatchObject({
      severity: 'error',
      code: 'unknown-path',
      text: 'risk_scor',
      suggestion: 'risk_score',
      location: { file: 'gate.policy', line: 1, column: 38 },
    });
  });

  it.each([
    ['when risk_scor > 0.7 then block', 'when risk_score > 0.7 then block'],
    [
      'when canary.latency.p95 > 300 then rollback',
      'when canary.latency.p95 > 300ms then rollback',
    ],
    ['when risk_score > 0.7 then blok', 'when risk_score > 0.7 then block'],
    ['when in_windw("x") then block', 'when in_window("x") then block'],
    [
      'rule "a": when env == "prod" then block\nrule "a": when env == "dev" then block',
      'rule "a": when env == "prod" then block\nrule "a_2": when env == "dev" then block',
    ],
  ])('mends %s', (text, better) => {
    expect(fixed(text)).toBe(better);
  });

  it.each([
    // The suggestions are examples, not what was meant.
    'when risk_score == null then block',
    'when risk_score > 0.7 then notify',
    'rule "a" when',
  ])('mends %s rightly or not at all', text => {
    const better = fixed(text);
    expect(
      better === undefined ||
        checkDraft([{ path: 'a.policy', text: better }]).ok,
    ).toBe(true);
  });

  it('runs the tests of what compiles', () => {
    const { ok, tests } = checkDraft(stricterFiles);
    expect(ok).toBe(true);
    expect(tests.every(({ passed }) => passed)).toBe(true);
  });

  it('looks for changes only while there is time', () => {
    let ms = 0;
    const { fixes } = checkDraft(brokenFiles, () => {
      ms += 100;
      return ms;
    });
    expect(fixes.size).toBe(0);
  });
});

describe('checkWords', () => {
  const words = (text: string) =>
    checkWords(checkDraft([{ path: 'a.policy', text }]));

  it('says whether it could decide, then how its tests go', () => {
    expect(checkWords(undefined).tone).toBe('running');
    expect(checkWords(checkDraft(brokenFiles))).toEqual({
      tone: 'error',
      sentence: '1 error: it could not decide anything yet.',
    });
    expect(checkWords(checkDraft(stricterFiles))).toEqual({
      tone: 'ok',
      sentence: 'It compiles: 3 rules. All 3 tests pass.',
    });
    expect(words('rule "a": when risk_score > 0.7 then block')).toEqual({
      tone: 'warning',
      sentence: 'It compiles: 1 rule. There are no tests.',
    });
    expect(
      words(
        'rule "a": when risk_score > 0.7 then block\ntest "t": given { risk_score: 0.1 } expect block',
      ),
    ).toEqual({
      tone: 'error',
      sentence: 'It compiles: 1 rule. 1 of 1 test fails.',
    });
  });
});
