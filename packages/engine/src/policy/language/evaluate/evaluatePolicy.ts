import type { CompiledRule } from '../check/CompiledRule';
import { isKnown } from '../check/readFacts';
import { stageBits } from '../check/truth';
import type {
  MatchedRule,
  PolicyEvaluation,
  PolicyFacts,
  PolicyMemory,
  PolicyStage,
} from '../types';
import {
  actionsOf,
  approvalsOf,
  DOUBT,
  rolloutOf,
  strategyOf,
  withDoubt,
} from './conclude';
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
  const found: RankedRule[] = [];
  for (const rule of rules) {
    if ((rule.settings.stages & look.stage) === 0) {
      continue;
    }
    const { judged, memory: kept } = judgeRule(rule, look);
    if (kept) {
      remembered.push([rule.key, kept]);
    }
    const rank = judged && rankRule(judged, production);
    if (rank) {
      found.push(rank);
    }
  }
  // Stable: rules of one rank keep the order of the text.
  const ranked = withDoubt(found).sort((a, b) => b.rank - a.rank);
  const matched = ranked.map(each => matchedOf(each, look));
  const decidedBy = ranked.length > 0 && ranked[0].outcome ? 0 : undefined;
  const outcome = ranked[0]?.outcome ?? 'allow';
  const rollout = ranked[0]?.rank === DOUBT ? 'pause' : rolloutOf(ranked);
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
