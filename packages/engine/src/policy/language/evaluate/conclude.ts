import type { RolloutStrategy } from '../../tables';
import type {
  PolicyAction,
  PolicyActionName,
  PolicyEvaluation,
} from '../types';
import type { RankedRule } from './rankRule';

/** Above a promotion, below all that acts against it. */
export const DOUBT = 12;

/** From the least careful to the most. */
const strategies: readonly RolloutStrategy[] = [
  'rolling',
  'blue-green',
  'canary',
];

/** The actions of one name that act. */
export function actionsOf(
  ranked: readonly RankedRule[],
  name: PolicyActionName,
): PolicyAction[] {
  return ranked
    .filter(({ state }) => state === 'acts' || state === 'otherwise')
    .flatMap(({ actions }) => actions.filter(action => action.name === name));
}

/** How the rollout goes on: the strongest that acts. */
export function rolloutOf(
  ranked: readonly RankedRule[],
): PolicyEvaluation['rollout'] {
  const acts = (...names: PolicyActionName[]) =>
    names.some(name => actionsOf(ranked, name).length > 0);
  if (acts('rollback')) {
    return 'rollback';
  }
  if (acts('pause', 'hold')) {
    return 'pause';
  }
  return acts('promote') ? 'promote' : undefined;
}

/** Nothing goes on while something may still have to go back: a rollback that is not sure yet then makes it pause. */
export function withDoubt(ranked: readonly RankedRule[]): RankedRule[] {
  const promotes = actionsOf(ranked, 'promote').length > 0;
  return ranked.map(each =>
    promotes && each.state === 'waits' && each.main.name === 'rollback'
      ? { ...each, rank: DOUBT, outcome: 'inconclusive' }
      : each,
  );
}

/** The strictest approval that is asked for. */
export function approvalsOf(
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

/** The most careful strategy that is asked for. */
export function strategyOf(
  ranked: readonly RankedRule[],
): RolloutStrategy | undefined {
  const asked = actionsOf(ranked, 'set_strategy').map(({ args }) => args.name);
  return [...strategies].reverse().find(strategy => asked.includes(strategy));
}
