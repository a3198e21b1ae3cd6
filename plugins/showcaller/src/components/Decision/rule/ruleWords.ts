import {
  formatCount,
  refWords,
  type StatusWord,
} from '@showcaller/backstage-plugin-showcaller-react';
import type {
  MatchedRule,
  PolicyAction,
  PolicyActionName,
  PolicyUnit,
} from '@showcaller/engine/policy';

/** What a value of a policy is measured in, as people say it. */
export const policyUnitWords: Record<PolicyUnit, string> = {
  ratio: 'share',
  probability: 'probability',
  'percentage-points': 'percentage points',
  'duration-ms': 'duration',
  'rate-per-second': 'per second',
  count: 'count',
  score: 'score',
  text: 'word',
  flag: 'yes or no',
  list: 'list',
};

const plainActions: Record<PolicyActionName, string> = {
  block: 'blocks',
  require_approval: 'asks for an approval',
  allow: 'allows',
  rollback: 'rolls back',
  pause: 'pauses the rollout',
  hold: 'holds the rollout at its step',
  promote: 'promotes the rollout',
  notify: 'tells somebody',
  set_strategy: 'chooses how it starts',
};

/** What a rule does: `blocks`, `asks for 2 approvals of group payments`. */
export function actionWords({ name, args }: PolicyAction): string {
  if (name === 'require_approval') {
    const count = typeof args.count === 'number' ? args.count : 1;
    const role =
      typeof args.role === 'string' ? ` of group ${refWords(args.role)}` : '';
    return `asks for ${formatCount(count, 'approval')}${role.replace(
      'group group',
      'group',
    )}`;
  }
  if (name === 'notify' && args.target !== undefined) {
    return `tells ${args.target}`;
  }
  if (name === 'set_strategy' && args.name !== undefined) {
    return `lets it start as ${args.name}`;
  }
  return args.reason === undefined
    ? plainActions[name]
    : `${plainActions[name]} (“${args.reason}”)`;
}

/** Whether a rule holds, and which of its parts acts. */
export function ruleTruthWord(rule: MatchedRule): StatusWord {
  if (rule.waitsFor) {
    return { label: `Holds, and waits: ${rule.waitsFor}`, tone: 'running' };
  }
  if (rule.truth === 'unknown') {
    return { label: 'Nobody can tell whether it holds', tone: 'warning' };
  }
  return rule.otherwise
    ? { label: 'Does not hold, so its “else” acts', tone: 'neutral' }
    : { label: 'Holds', tone: 'ok' };
}

/** `production.policy:3` */
export function locationWords(location: {
  file: string;
  line: number;
}): string {
  return `${location.file}:${location.line}`;
}
