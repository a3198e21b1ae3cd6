import type { PolicyAction } from '@showcaller/engine/policy';
import { sampleMatchedRules } from '../../../__testUtils__/gate';
import { actionWords, ruleTruthWord } from './ruleWords';

describe('the words of a rule', () => {
  it.each<[PolicyAction, string]>([
    [{ name: 'block', args: {} }, 'blocks'],
    [{ name: 'block', args: { reason: 'freeze' } }, 'blocks (“freeze”)'],
    [{ name: 'require_approval', args: {} }, 'asks for 1 approval'],
    [
      { name: 'require_approval', args: { count: 2, role: 'payments' } },
      'asks for 2 approvals of group payments',
    ],
    [
      { name: 'require_approval', args: { role: 'group:default/sre' } },
      'asks for 1 approval of group sre',
    ],
    [{ name: 'notify', args: { target: '#payments' } }, 'tells #payments'],
    [
      { name: 'set_strategy', args: { name: 'canary' } },
      'lets it start as canary',
    ],
  ])('%j: %s', (action, words) => {
    expect(actionWords(action)).toBe(words);
  });

  const [held, unknown] = sampleMatchedRules('2026-11-20T12:00:00Z');
  it('say whether it holds', () => {
    expect(ruleTruthWord(held).label).toBe('Holds');
    expect(ruleTruthWord(unknown)).toEqual({
      label: 'Nobody can tell whether it holds',
      tone: 'warning',
    });
    expect(ruleTruthWord({ ...held, otherwise: true }).label).toBe(
      'Does not hold, so its “else” acts',
    );
    expect(
      ruleTruthWord({ ...held, waitsFor: '3 min, 1 of them over' }).label,
    ).toBe('Holds, and waits: 3 min, 1 of them over');
  });
});
