import type { PolicyLabelNode } from '../syntax/ast';
import type { PolicyStage } from '../types';
import { nearestWord } from '../vocabulary/nearest';
import type { RuleScope } from './RuleScope';
import { stageBits, stageMask } from './truth';

/** What the labels of a rule change; the others are for people. */
export interface RuleSettings {
  /** Whether comparisons of arms need evidence. */
  evidence: boolean;
  /** Chance that evidence for nothing is taken for evidence: 1 − confidence. */
  alpha: number;
  /** Requests of the canary before a comparison of arms counts. */
  minRequests: number;
  /** An approval lifts its block. */
  liftedByApproval: boolean;
  /** At which stages it is looked at, as a mask of `stageBits`. */
  stages: number;
}

interface KnownLabel {
  accepts: (value: string) => boolean;
  says: string;
  example: string;
}

/** `pre-merge, pre-deploy` as stages; undefined when one of them is none. */
function readStages(value: string): PolicyStage[] | undefined {
  const names = value.split(',').map(name => name.trim());
  return names.every((name): name is PolicyStage =>
    Object.hasOwn(stageBits, name),
  )
    ? (names as PolicyStage[])
    : undefined;
}

const knownLabels: ReadonlyMap<string, KnownLabel> = new Map([
  [
    'evidence',
    {
      accepts: value => value === 'on' || value === 'off',
      says: 'on or off',
      example: 'evidence=off',
    },
  ],
  [
    'confidence',
    {
      accepts: value => Number(value) >= 0.5 && Number(value) < 1,
      says: 'a number from 0.5 to below 1',
      example: 'confidence=0.98',
    },
  ],
  [
    'min_requests',
    {
      accepts: value => /^\d{1,9}$/.test(value),
      says: 'a whole number',
      example: 'min_requests=100',
    },
  ],
  [
    'lift',
    {
      accepts: value => value === 'approval',
      says: 'approval',
      example: 'lift=approval',
    },
  ],
  [
    'stages',
    {
      accepts: value => readStages(value) !== undefined,
      says: `one or more of ${Object.keys(stageBits).join(', ')}`,
      example: 'stages="pre-merge, pre-deploy"',
    },
  ],
  [
    'severity',
    {
      accepts: value =>
        ['info', 'warning', 'major', 'critical'].includes(value),
      says: 'info, warning, major or critical',
      example: 'severity=critical',
    },
  ],
]);

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Checks labels; ones that the language does not know are for people and are kept as they are. */
export function checkLabels(
  nodes: readonly PolicyLabelNode[],
  scope: RuleScope,
): { labels: Record<string, string>; settings: RuleSettings } {
  const labels = new Map<string, string>();
  for (const { name, value, range } of nodes) {
    if (forbidden.has(name)) {
      scope.refuse(range, 'forbidden-name', `No label can be named '${name}'`);
    }
    if (labels.has(name)) {
      scope.refuse(
        range,
        'duplicate-label',
        `The label ${name} is given twice`,
      );
    }
    const known = knownLabels.get(name);
    if (known && !known.accepts(value)) {
      scope.refuse(
        range,
        'wrong-label',
        `The label ${name} is ${known.says}`,
        known.example,
      );
    }
    const nearest = known ? undefined : nearestWord(name, knownLabels.keys());
    if (nearest) {
      scope.warn(
        range,
        'unknown-label',
        `The label ${name} changes nothing; did you mean '${nearest}'?`,
        nearest,
      );
    }
    labels.set(name, value);
  }
  return {
    labels: Object.fromEntries(labels),
    settings: {
      evidence: labels.get('evidence') !== 'off',
      alpha: 1 - Number(labels.get('confidence') ?? 0.98),
      minRequests: Number(labels.get('min_requests') ?? 0),
      liftedByApproval: labels.get('lift') === 'approval',
      stages: stageMask(readStages(labels.get('stages') ?? '')),
    },
  };
}
