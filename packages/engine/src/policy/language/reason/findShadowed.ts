import type { CompiledRule } from '../check/CompiledRule';
import type { PolicyAction } from '../types';
import { findPolicyAction } from '../vocabulary/actions';
import type { Region } from './Region';

/** A rule with the regions in which it fires. */
export interface ReachedRule {
  rule: CompiledRule;
  regions: Region[];
}

/** Rules above this number are not compared with each other. */
const MOST_COMPARED = 200;

function sameArgs(a: PolicyAction, b: PolicyAction): boolean {
  return JSON.stringify(a.args) === JSON.stringify(b.args);
}

function countOf({ args }: PolicyAction): number {
  return typeof args.count === 'number' ? args.count : 1;
}

/** Whether one action makes another pointless. */
function covers(
  strong: { action: PolicyAction; rule: CompiledRule },
  weak: { action: PolicyAction; rule: CompiledRule },
): boolean {
  const a = findPolicyAction(strong.action.name);
  const b = findPolicyAction(weak.action.name);
  if (!a || !b || a.family !== b.family) {
    return false;
  }
  if (a.family === 'other') {
    return a.name === b.name && sameArgs(strong.action, weak.action);
  }
  if (a.name === 'block' && strong.rule.settings.liftedByApproval) {
    return (
      b.name === 'allow' ||
      (b.name === 'block' && weak.rule.settings.liftedByApproval)
    );
  }
  if (a.name === 'require_approval' && b.name === 'require_approval') {
    return (
      countOf(strong.action) >= countOf(weak.action) &&
      (weak.action.args.role === undefined ||
        weak.action.args.role === strong.action.args.role)
    );
  }
  return (
    a.strength > b.strength ||
    (a.strength === b.strength && sameArgs(strong.action, weak.action))
  );
}

function asSoon(strong: CompiledRule, weak: CompiledRule): boolean {
  if ((strong.duration ?? 0) > (weak.duration ?? 0)) {
    return false;
  }
  // One that is looked at less often shadows nothing at the other stages.
  if ((weak.settings.stages & ~strong.settings.stages) !== 0) {
    return false;
  }
  return (
    strong.guards.length === 0 ||
    (weak.guards.length > 0 &&
      strong.settings.alpha >= weak.settings.alpha &&
      strong.settings.minRequests <= weak.settings.minRequests)
  );
}

function shadows(strong: ReachedRule, weak: ReachedRule): boolean {
  const { rule } = weak;
  return (
    rule.otherwise.length === 0 &&
    rule.actions.every(action =>
      strong.rule.actions.some(other =>
        covers({ action: other, rule: strong.rule }, { action, rule }),
      ),
    ) &&
    asSoon(strong.rule, rule) &&
    weak.regions.every(inner =>
      strong.regions.some(outer => inner.isWithin(outer)),
    )
  );
}

/** Rules that change nothing, because another one does the same or more whenever they hold. */
export function findShadowed(
  reached: readonly ReachedRule[],
): Array<{ rule: CompiledRule; by: CompiledRule }> {
  const compared = reached.slice(0, MOST_COMPARED);
  return compared.flatMap((weak, index) => {
    const strong = compared.find(
      (other, place) =>
        place !== index &&
        shadows(other, weak) &&
        // Of two that say the same, the later one is too much.
        (place < index || !shadows(weak, other)),
    );
    return strong ? [{ rule: weak.rule, by: strong.rule }] : [];
  });
}
