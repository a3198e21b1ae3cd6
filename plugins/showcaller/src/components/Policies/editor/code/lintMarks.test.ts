import { brokenFiles } from '../../../../__testUtils__/policies';
import { checkDraft } from '../live/checkDraft';
import { lintMarks } from './lintMarks';

const check = checkDraft(brokenFiles);
const { text } = brokenFiles[0];

function marks(changes: Partial<Parameters<typeof lintMarks>[0]> = {}) {
  return lintMarks({
    path: 'gate.policy',
    length: text.length,
    ...check,
    fixLabel: insert => `Replace with ${insert}`,
    sayInstead: suggestion => `Try ${suggestion}`,
    ...changes,
  });
}

describe('lintMarks', () => {
  it('underlines the offending text, with the change that mends it', () => {
    const [mark] = marks();
    expect(text.slice(mark.from, mark.to)).toBe('risk_scor');
    expect(mark.severity).toBe('error');
    expect(mark.message).toMatch(/Try risk_score$/);
    expect(mark.actions?.map(({ name }) => name)).toEqual([
      'Replace with risk_score',
    ]);
  });

  it('keeps to its own file, and inside a text that became shorter', () => {
    expect(marks({ path: 'other.policy' })).toEqual([]);
    const [mark] = marks({ length: 10 });
    expect([mark.from, mark.to]).toEqual([9, 10]);
  });
});
