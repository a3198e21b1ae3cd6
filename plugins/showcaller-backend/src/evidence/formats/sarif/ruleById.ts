import type { SarifRule } from './sarifSchema';

/** Rules of a component by id, made once: a run may have fifty thousand rules and a hundred thousand results. */
const byComponent = new WeakMap<object, Map<string, SarifRule>>();

export function ruleById(
  component: { rules: SarifRule[] },
  id: string | undefined,
): SarifRule | undefined {
  if (id === undefined) {
    return undefined;
  }
  let rules = byComponent.get(component);
  if (!rules) {
    rules = new Map(component.rules.map(rule => [rule.id, rule]));
    byComponent.set(component, rules);
  }
  // `CA1001/part` is a part of `CA1001` (3.52.4).
  return rules.get(id) ?? rules.get(id.split('/')[0]);
}
