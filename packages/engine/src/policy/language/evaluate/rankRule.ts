import type { GateOutcome } from '../../tables';
import type { PolicyAction } from '../types';
import { findPolicyAction } from '../vocabulary/actions';
import type { JudgedRule } from './judgeRule';

/** What a rule comes to; the greatest rank decides. */
export interface RankedRule extends JudgedRule {
  /** The action that counts for the rank. */
  main: PolicyAction;
  rank: number;
  /** Absent when the rule does not bear on the outcome. */
  outcome?: GateOutcome;
}

/** By action, what acting comes to. A rule that goes back outranks one that blocks, for it says what to do. */
const acting: Readonly<
  Record<string, { rank: number; outcome?: GateOutcome }>
> = {
  rollback: { rank: 42, outcome: 'block' },
  block: { rank: 40, outcome: 'block' },
  require_approval: { rank: 30, outcome: 'needs_approval' },
  pause: { rank: 22, outcome: 'inconclusive' },
  hold: { rank: 22, outcome: 'inconclusive' },
  promote: { rank: 11, outcome: 'allow' },
  allow: { rank: 10, outcome: 'allow' },
  set_strategy: { rank: 2 },
  notify: { rank: 1 },
};

const WAITING = 5;

function isRestrictive({ name }: PolicyAction): boolean {
  return (findPolicyAction(name)?.strength ?? 0) > 1;
}

function strongest(actions: readonly PolicyAction[]): PolicyAction {
  return actions.reduce((best, action) =>
    acting[action.name].rank > acting[best.name].rank ? action : best,
  );
}

/** Ranks what a rule says; undefined for one that is unknown and could not have held anything back. */
export function rankRule(
  judged: JudgedRule,
  production: boolean,
): RankedRule | undefined {
  const main = strongest(judged.actions);
  if (judged.state === 'unknown') {
    if (!isRestrictive(main)) {
      return undefined;
    }
    return production
      ? { ...judged, main, rank: 25, outcome: 'needs_approval' }
      : { ...judged, main, rank: 20, outcome: 'inconclusive' };
  }
  if (judged.state === 'waits') {
    return { ...judged, main, rank: WAITING };
  }
  const { rank, outcome } = acting[main.name];
  // A block that nobody but break-glass lifts is stronger than one that an approval lifts.
  const lifted =
    main.name === 'block' && judged.rule.settings.liftedByApproval ? 1 : 0;
  // Of approvals, the one that asks for more people.
  const people =
    main.name === 'require_approval' && typeof main.args.count === 'number'
      ? main.args.count / 100
      : 0;
  return {
    ...judged,
    main,
    rank: rank - lifted + people,
    ...(outcome ? { outcome } : {}),
  };
}
