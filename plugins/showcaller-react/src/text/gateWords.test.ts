import type { ApprovalState } from '@showcaller/backstage-plugin-showcaller-common';
import { approvalWord, eligibleWords, refWords } from './approvalWords';
import {
  environmentWords,
  stageWords,
  strategyWords,
  successWords,
} from './gateWords';

function state(changes: Partial<ApprovalState>): ApprovalState {
  return {
    required: 2,
    have: 0,
    eligible: ['group:default/payments'],
    votes: [],
    subjectHash: 'ab',
    state: 'open',
    explanation: '',
    ...changes,
  };
}

describe('the words of the gate', () => {
  it.each([
    ['pre-merge', 'before the merge'],
    ['canary-25', 'canary at 25 %'],
    ['post-deploy', 'after the deployment'],
  ] as const)('stage %s is %s', (stage, words) => {
    expect(stageWords(stage)).toBe(words);
  });

  it.each([
    ['group:default/payments', 'group payments'],
    ['user:default/jane', 'jane'],
    ['user:shop/jane', 'shop/jane'],
    ['payments', 'payments'],
  ])('%s is called %s', (ref, words) => {
    expect(refWords(ref)).toBe(words);
  });

  it('puts "or" before the last of those who may approve', () => {
    expect(
      eligibleWords(['group:default/a', 'user:default/b', 'user:default/c']),
    ).toBe('group a, b or c');
    expect(eligibleWords([])).toBeUndefined();
  });

  it('names the tier only where the environment does not', () => {
    expect(
      environmentWords({ environment: 'production', tier: 'production' }),
    ).toBe('production');
    expect(environmentWords({ environment: 'eu-1', tier: 'production' })).toBe(
      'eu-1 (production)',
    );
  });

  it.each([
    [{}, 'Waits for 2 approvals from group payments'],
    [{ have: 1 }, 'Waits for 1 of 2 approvals from group payments'],
    [{ required: 1, eligible: [] }, 'Waits for 1 approval'],
    [{ state: 'approved', have: 2 }, 'Approved by 2 of 2'],
    [{ state: 'superseded' }, 'Something newer is decided on'],
  ] as Array<[Partial<ApprovalState>, string]>)(
    'an approval that is %j: %s',
    (changes, words) => {
      expect(approvalWord(state(changes)).label).toBe(words);
    },
  );
});

describe('how a decision lets it start', () => {
  it.each([
    [
      { onApproval: { strategy: 'canary', ladder: 'full' } },
      'After an approval: canary with the full ladder',
    ],
    [{}, 'Does not start'],
    [{ strategy: 'rolling' }, 'Starts as a rolling update'],
  ] as Array<[Parameters<typeof strategyWords>[0], string]>)(
    '%j: %s',
    (decision, words) => {
      expect(strategyWords(decision)).toBe(words);
    },
  );

  it('says the outlook only where it is known', () => {
    expect(successWords({ successProbability: 0.22 })).toBe(
      'Expected to succeed with 0.22',
    );
    expect(successWords({})).toBeUndefined();
  });
});
