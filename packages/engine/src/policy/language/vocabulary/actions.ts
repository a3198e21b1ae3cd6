import type { PolicyActionName } from '../types';

/** An argument of an action. @public */
export interface PolicyActionArgument {
  name: string;
  type: 'text' | 'count';
  values?: readonly string[];
  required?: boolean;
  description: string;
}

/** An action of the language, as the reference shows it. @public */
export interface PolicyActionWord {
  name: PolicyActionName;
  /** What it is about: whether something may start, how a rollout goes on, or neither. */
  family: 'gate' | 'rollout' | 'other';
  /** Within its family, the greatest wins. */
  strength: number;
  /** In the order in which they may be given without a name. */
  arguments: readonly PolicyActionArgument[];
  description: string;
}

const reason: PolicyActionArgument = {
  name: 'reason',
  type: 'text',
  description: 'Shown to whoever is held up',
};

/** @public */
export const policyActions: readonly PolicyActionWord[] = [
  {
    name: 'block',
    family: 'gate',
    strength: 3,
    arguments: [reason],
    description:
      'It may not start. With the label lift=approval an approval lifts it, else only break-glass',
  },
  {
    name: 'require_approval',
    family: 'gate',
    strength: 2,
    arguments: [
      {
        name: 'role',
        type: 'text',
        description: 'Group whose members may approve; else the owners',
      },
      {
        name: 'count',
        type: 'count',
        description: 'How many people; 1 when left out',
      },
    ],
    description: 'It waits until people have approved it',
  },
  {
    name: 'allow',
    family: 'gate',
    strength: 1,
    arguments: [],
    description: 'It may start',
  },
  {
    name: 'rollback',
    family: 'rollout',
    strength: 3,
    arguments: [
      {
        name: 'scope',
        type: 'text',
        values: ['service', 'system'],
        description: 'What goes back; the service when left out',
      },
      reason,
    ],
    description: 'The rollout goes back to the last good revision',
  },
  {
    name: 'pause',
    family: 'rollout',
    strength: 2,
    arguments: [reason],
    description: 'The rollout stays at its step',
  },
  {
    name: 'hold',
    family: 'rollout',
    strength: 2,
    arguments: [reason],
    description: 'Another word for pause',
  },
  {
    name: 'promote',
    family: 'rollout',
    strength: 1,
    arguments: [],
    description: 'The rollout goes to its next step',
  },
  {
    name: 'notify',
    family: 'other',
    strength: 0,
    arguments: [
      {
        name: 'target',
        type: 'text',
        required: true,
        description: 'Group, user or channel',
      },
    ],
    description: 'Somebody is told',
  },
  {
    name: 'set_strategy',
    family: 'other',
    strength: 0,
    arguments: [
      {
        name: 'name',
        type: 'text',
        values: ['canary', 'blue-green', 'rolling'],
        required: true,
        description: 'How it starts',
      },
    ],
    description: 'The deployment starts this way',
  },
];

const byName = new Map<string, PolicyActionWord>(
  policyActions.map(action => [action.name, action]),
);

export function findPolicyAction(name: string): PolicyActionWord | undefined {
  return byName.get(name);
}
