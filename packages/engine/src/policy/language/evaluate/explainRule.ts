import type { Condition } from '../check/condition';
import { factValue, isKnown } from '../check/readFacts';
import { TRUE } from '../check/truth';
import type { PathUse } from '../check/values';
import type {
  PolicyAction,
  PolicyActionName,
  PolicyFact,
  PolicyFacts,
  PolicyValue,
} from '../types';
import type { JudgedRule, Look } from './judgeRule';
import { showDuration, showValue } from './showValue';

interface Verbs {
  does: string;
  would: string;
}

const verbs: Readonly<Record<PolicyActionName, Verbs>> = {
  block: { does: 'Blocked', would: 'it has to be blocked' },
  require_approval: {
    does: 'Somebody has to approve it',
    would: 'somebody has to approve it',
  },
  allow: { does: 'Allowed', would: 'it may start' },
  rollback: { does: 'Rolled back', would: 'it has to be rolled back' },
  pause: { does: 'Paused', would: 'it has to be paused' },
  hold: { does: 'Paused', would: 'it has to be paused' },
  promote: { does: 'Promoted', would: 'it may be promoted' },
  notify: { does: 'Somebody is told', would: 'somebody has to be told' },
  set_strategy: { does: 'The strategy is set', would: 'the strategy is set' },
};

function doesOf({ name, args }: PolicyAction): string {
  if (name === 'require_approval') {
    const count = typeof args.count === 'number' ? args.count : 1;
    const who = count === 1 ? 'Somebody' : `${count} people`;
    const role = args.role === undefined ? '' : ` of ${args.role}`;
    return `${who}${role} ${count === 1 ? 'has' : 'have'} to approve it`;
  }
  if (name === 'notify') {
    return `${args.target} is told`;
  }
  return name === 'set_strategy'
    ? `It starts as ${args.name}`
    : verbs[name].does;
}

/** What made a condition true, in the order of the text. */
function foundIn(
  condition: Condition,
  facts: PolicyFacts,
  stage: number,
): string[] {
  if (condition.truth(facts, stage) !== TRUE) {
    return [];
  }
  return condition.type === 'leaf'
    ? [condition.say(facts, stage)]
    : condition.items.flatMap(item => foundIn(item, facts, stage));
}

function joined(parts: readonly string[]): string {
  const said = [...new Set(parts)];
  const last = said.pop() ?? '';
  return said.length > 0 ? `${said.join(', ')} and ${last}` : last;
}

/** Why a value is not known. */
export function missingReasonOf(facts: PolicyFacts, use: PathUse): string {
  const fact: PolicyFact | undefined = facts[use.key];
  if (typeof fact !== 'object' || fact === null) {
    return 'nobody tells it';
  }
  if ('missingReason' in fact && typeof fact.missingReason === 'string') {
    return fact.missingReason;
  }
  return `what was told is not ${
    use.word.unit === 'text' || use.word.unit === 'list'
      ? `a ${use.word.unit}`
      : `of the unit ${use.word.unit}`
  }`;
}

function comparedWith(facts: PolicyFacts, use: PathUse): string {
  const fact: PolicyFact | undefined = facts[use.key];
  const compared =
    typeof fact === 'object' && fact !== null && 'compared' in fact
      ? fact.compared
      : undefined;
  const shown = Object.entries(compared ?? {}).flatMap(([name, value]) =>
    typeof value === 'number'
      ? [`${name} ${showValue(value, use.word.unit)}`]
      : [],
  );
  return shown.length > 0 ? ` (${shown.join(', ')})` : '';
}

/** A path as a rule found it. */
export function valueOf(use: PathUse, look: Look): PolicyValue {
  const { facts, stage } = look;
  const { key, word } = use;
  const fact: PolicyFact | undefined = facts[key];
  const told = typeof fact === 'object' && fact !== null ? fact : undefined;
  const source =
    typeof told?.source === 'string' ? { source: told.source } : {};
  if (!isKnown(facts, use, stage)) {
    return {
      path: key,
      unit: word.unit,
      shown: 'not known',
      missingReason: missingReasonOf(facts, use),
      ...source,
    };
  }
  const value = factValue(facts, key);
  return {
    path: key,
    unit: word.unit,
    ...(value === undefined ? {} : { value: value as PolicyValue['value'] }),
    shown: `${showValue(value, word.unit)}${comparedWith(facts, use)}`,
    ...source,
    ...(told && 'observedAt' in told && told.observedAt !== undefined
      ? { observedAt: told.observedAt }
      : {}),
  };
}

/** The paths of a rule, each once, in the order of the text. */
export function usesOnce(uses: readonly PathUse[]): PathUse[] {
  return [...new Map(uses.map(use => [use.key, use])).values()];
}

function unknownPart(judged: JudgedRule, look: Look): string {
  const unknown = usesOnce(judged.rule.uses).filter(
    use => !isKnown(look.facts, use, look.stage),
  );
  return unknown.length > 0
    ? joined(
        unknown.map(
          use =>
            `${use.key} is not known (${missingReasonOf(look.facts, use)})`,
        ),
      )
    : 'what it compares with is not known';
}

/** Words what a rule says in one sentence, `main` being the action that counts. */
export function explainRule(
  judged: JudgedRule,
  main: PolicyAction,
  look: Look,
): string {
  const { rule, state } = judged;
  const { facts, stage } = look;
  if (state === 'unknown') {
    return `It cannot be told whether ${verbs[main.name].would}: ${unknownPart(
      judged,
      look,
    )}.`;
  }
  const condition =
    state === 'otherwise' ? rule.otherwiseCondition : rule.condition;
  const found = joined(condition ? foundIn(condition, facts, stage) : []);
  if (state === 'waits') {
    const would = verbs[main.name].would;
    return `${would[0].toLocaleUpperCase('en')}${would.slice(
      1,
    )} once it is sure, because ${found}; but ${judged.waitsFor}.`;
  }
  const lasting =
    state === 'acts' && rule.duration !== undefined
      ? ` for ${showDuration(rule.duration)}`
      : '';
  const reason =
    typeof main.args.reason === 'string' ? ` (${main.args.reason})` : '';
  return `${doesOf(main)}${reason} because ${found}${lasting}.`;
}
