import { policyText, sampleMatchedRules } from '../../../__testUtils__/gate';
import { policyExcerpt } from './policyLines';

const [decided, unknown] = sampleMatchedRules('2026-11-20T12:00:00Z').map(
  rule => rule.location,
);

describe('policyExcerpt', () => {
  it('marks the lines of the rule that decided, and of the others that held', () => {
    const { lines, before, after } = policyExcerpt({
      text: policyText,
      decided,
      matched: [decided, unknown],
    });
    expect(
      lines
        .filter(line => line.mark === 'decided')
        .map(line => [line.number, line.text]),
    ).toEqual([
      [3, 'rule "block_high_risk_prod" [lift=approval]:'],
      [4, '  when env == "prod" and risk_score > 0.7'],
      [5, '  then block'],
    ]);
    expect(
      lines.filter(line => line.mark === 'matched').map(line => line.number),
    ).toEqual([7, 8, 9]);
    expect([before, after]).toEqual([0, 0]);
  });

  it('cuts each line where its meaning changes, and loses nothing', () => {
    const { lines } = policyExcerpt({
      text: policyText.replace(/\n/g, '\r\n'),
      decided,
      matched: [],
    });
    expect(
      lines.map(line => line.pieces.map(({ text }) => text).join('')),
    ).toEqual(lines.map(line => line.text));
    expect(lines.map(line => line.text).join('\n')).toBe(policyText.trim());
    expect(lines[3].pieces.filter(({ kind }) => kind)).toEqual([
      { text: 'when', kind: 'keyword' },
      { text: 'env', kind: 'path' },
      { text: '==', kind: 'operator' },
      { text: '"prod"', kind: 'string' },
      { text: 'and', kind: 'keyword' },
      { text: 'risk_score', kind: 'path' },
      { text: '>', kind: 'operator' },
      { text: '0.7', kind: 'number' },
    ]);
  });

  it('cuts a long file around the rule, and shows it whole when asked', () => {
    const text = `${'# filler\n'.repeat(100)}${policyText}`;
    const location = {
      ...decided,
      line: decided.line + 100,
      endLine: decided.endLine + 100,
    };
    const excerpt = policyExcerpt({ text, decided: location, matched: [] });
    expect(excerpt.lines[0].number).toBe(97);
    expect(excerpt.lines[excerpt.lines.length - 1].number).toBe(111);
    expect([excerpt.before, excerpt.after]).toEqual([96, 2]);
    expect(
      policyExcerpt({ text, decided: location, matched: [], whole: true })
        .lines,
    ).toHaveLength(113);
  });

  it('numbers a rule that is shown alone as in its file', () => {
    const { lines } = policyExcerpt({
      text: 'rule "a":\n  when true\n  then block',
      firstLine: 3,
      decided,
      matched: [],
    });
    expect(lines.map(line => [line.number, line.mark])).toEqual([
      [3, 'decided'],
      [4, 'decided'],
      [5, 'decided'],
    ]);
  });
});
