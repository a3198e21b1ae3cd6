import type { RolloutStrategy } from '../../tables';
import type { CompiledRule } from '../check/CompiledRule';
import { isKnown } from '../check/readFacts';
import { stageBits } from '../check/truth';
import type {
  MatchedRule,
  PolicyAction,
  PolicyActionName,
  PolicyEvaluation,
  PolicyFacts,
  PolicyMemory,
  PolicyStage,
} from '../types';
import { explainRule, missingReasonOf, usesOnce, valueOf } from './explainRule';
import { judgeRule, type Look } from './judgeRule';
import { rankRule, type RankedRule } from './rankRule';

/** One look of a gate or a rollout at its policy. @public */
export interface PolicyLook {
  stage: PolicyStage;
  /** Whether `env` is production: an unknown then asks a person, elsewhere it is inconclusive. */
  production: boolean;
  /** Epoch milliseconds; needed for `for`. */
  at?: number;
  /** What the look before remembered. */
  memory?: PolicyMemory;
  /** Milliseconds between looks, 60,000 when left out: `for` begins anew after a gap of more than two. */
  intervalMs?: number;
}

/** From the least careful to the most. */
const strategies: readonly RolloutStrategy[] = [
  'rolling',
  'blue-green',
  'canary',
];

const rolloutStages: ReadonlySet<PolicyStage> = new Set([
  'canary',
  'post-deploy',
]);

function matchedOf(ranked: RankedRule, look: Look): MatchedRule {
  const { rule, state, actions, main, waitsFor } = ranked;
  return {
    name: rule.name,
    location: rule.location,
    text: rule.text,
    labels: rule.labels,
    truth: state === 'unknown' ? 'unknown' : 'true',
    otherwise: state === 'otherwise',
    actions,
    values: usesOnce(rule.uses).map(use => valueOf(use, look)),
    explanation: explainRule(ranked, main, look),
    ...(waitsFor ? { waitsFor } : {}),
  };
}

function actionsOf(
  ranked: readonly RankedRule[],
  name: PolicyActionName,
): PolicyAction[] {
  return ranked
    .filter(({ state }) => state === 'acts' || state === 'otherwise')
    .flatMap(({ actions }) => actions.filter(action => action.name === name));
}

function rolloutOf(ranked: readonly RankedRule[]): PolicyEvaluation['rollout'] {
  const acts = (...names: PolicyActionName[]) =>
    names.some(name => actionsOf(ranked, name).length > 0);
  if (acts('rollback')) {
    return 'rollback';
  }
  if (acts('pause', 'hold')) {
    return 'pause';
  }
  if (!acts('promote')) {
    return undefined;
  }
  // Nothing goes on while something may still have to go back.
  const doubt = ranked.some(
    ({ state, main }) =>
      (state === 'waits' || state === 'unknown') && main.name === 'rollback',
  );
  return doubt ? 'pause' : 'promote';
}

function approvalsOf(
  ranked: readonly RankedRule[],
): PolicyEvaluation['approvals'] {
  let strictest: PolicyEvaluation['approvals'];
  for (const { args } of actionsOf(ranked, 'require_approval')) {
    const count = typeof args.count === 'number' ? args.count : 1;
    const role = typeof args.role === 'string' ? args.role : undefined;
    if (
      !strictest ||
      count > strictest.count ||
      (count === strictest.count && role && !strictest.role)
    ) {
      strictest = { count, ...(role ? { role } : {}) };
    }
  }
  return strictest;
}

function strategyOf(
  ranked: readonly RankedRule[],
): RolloutStrategy | undefined {
  const asked = actionsOf(ranked, 'set_strategy').map(({ args }) => args.name);
  return [...strategies].reverse().find(strategy => asked.includes(strategy));
}

function explain(
  decided: MatchedRule | undefined,
  ranked: readonly RankedRule[],
): string {
  if (!decided) {
    return ranked.some(({ state }) => state === 'waits')
      ? 'No rule holds it back yet; one is waiting to be sure.'
      : 'No rule holds it back.';
  }
  const others = ranked.filter(({ state }) => state !== 'waits').length - 1;
  const more =
    others > 0
      ? ` ${
          others === 1 ? 'One other rule' : `${others} other rules`
        } matched as well.`
      : '';
  return `${decided.explanation}${more}`;
}

/** Judges every rule and lets the strongest decide. */
export function evaluatePolicy(
  rules: readonly CompiledRule[],
  facts: PolicyFacts,
  options: PolicyLook,
): { evaluation: PolicyEvaluation; memory: PolicyMemory } {
  const { stage, production, at, memory, intervalMs = 60_000 } = options;
  const look: Look = {
    facts,
    stage: stageBits[stage],
    rollout: rolloutStages.has(stage),
    interval: intervalMs,
    ...(at === undefined ? {} : { at }),
    ...(memory ? { memory } : {}),
  };
  const remembered: Array<[string, unknown]> = [];
  const ranked: RankedRule[] = [];
  for (const rule of rules) {
    const { judged, memory: kept } = judgeRule(rule, look);
    if (kept) {
      remembered.push([rule.key, kept]);
    }
    const rank = judged && rankRule(judged, production);
    if (rank) {
      ranked.push(rank);
    }
  }
  // Stable: rules of one rank keep the order of the text.
  ranked.sort((a, b) => b.rank - a.rank);
  const matched = ranked.map(each => matchedOf(each, look));
  const decidedBy = ranked.length > 0 && ranked[0].outcome ? 0 : undefined;
  const rollout = rolloutOf(ranked);
  let outcome = ranked[0]?.outcome ?? 'allow';
  if (outcome === 'allow' && rollout === 'pause') {
    outcome = 'inconclusive';
  }
  const approvals = approvalsOf(ranked);
  const strategy = strategyOf(ranked);
  const unknown = usesOnce(ranked.flatMap(({ rule }) => rule.uses)).filter(
    use => !isKnown(facts, use, look.stage),
  );
  return {
    evaluation: {
      outcome,
      ...(rollout && !(rollout === 'promote' && outcome !== 'allow')
        ? { rollout }
        : {}),
      matched,
      ...(decidedBy === undefined ? {} : { decidedBy }),
      ...(approvals ? { approvals } : {}),
      ...(strategy ? { strategy } : {}),
      notify: [
        ...new Set(
          actionsOf(ranked, 'notify').map(({ args }) => String(args.target)),
        ),
      ],
      unknown: unknown.map(use => ({
        path: use.key,
        reason: missingReasonOf(facts, use),
      })),
      explanation: explain(
        decidedBy === undefined ? undefined : matched[0],
        ranked,
      ),
    },
    memory: { version: 1, rules: Object.fromEntries(remembered) },
  };
}
