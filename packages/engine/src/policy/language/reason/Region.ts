import type { Atom, Interval } from '../check/condition';
import { findPolicyPath } from '../vocabulary/policyVocabulary';

/** What one quantity may still be. */
type Allowed =
  | { kind: 'number'; interval: Interval }
  | { kind: 'text'; among?: ReadonlySet<string>; not: ReadonlySet<string> }
  | { kind: 'flag'; value: boolean };

function isEmpty({ low, lowOpen, high, highOpen }: Interval): boolean {
  return low > high || (low === high && (lowOpen || highOpen));
}

function meet(a: Interval, b: Interval): Interval {
  const low = Math.max(a.low, b.low);
  const high = Math.min(a.high, b.high);
  return {
    low,
    high,
    lowOpen: (a.low === low && a.lowOpen) || (b.low === low && b.lowOpen),
    highOpen:
      (a.high === high && a.highOpen) || (b.high === high && b.highOpen),
  };
}

function isWithin(inner: Interval, outer: Interval): boolean {
  const low =
    inner.low > outer.low ||
    (inner.low === outer.low && (inner.lowOpen || !outer.lowOpen));
  const high =
    inner.high < outer.high ||
    (inner.high === outer.high && (inner.highOpen || !outer.highOpen));
  return low && high;
}

/** Everything that a quantity can be at all, by the vocabulary. */
function domainOf(atom: Atom): Allowed {
  const word = findPolicyPath(atom.of);
  switch (atom.kind) {
    case 'number': {
      const [low, high] = word?.range ?? [-Infinity, Infinity];
      return {
        kind: 'number',
        interval: { low, lowOpen: false, high, highOpen: false },
      };
    }
    case 'text':
      return {
        kind: 'text',
        ...(word?.values ? { among: new Set(word.values) } : {}),
        not: new Set(),
      };
    default:
      return { kind: 'flag', value: atom.value };
  }
}

function narrow(allowed: Allowed, atom: Atom): Allowed | undefined {
  if (allowed.kind === 'number' && atom.kind === 'number') {
    const interval = meet(allowed.interval, atom.interval);
    return isEmpty(interval) ? undefined : { kind: 'number', interval };
  }
  if (allowed.kind === 'text' && atom.kind === 'text') {
    const not = new Set([...allowed.not, ...(atom.not ?? [])]);
    const words =
      allowed.among && atom.among
        ? atom.among.filter(word => allowed.among?.has(word))
        : atom.among ?? (allowed.among && [...allowed.among]);
    if (!words) {
      return { kind: 'text', not };
    }
    const among = new Set(words.filter(word => !not.has(word)));
    return among.size === 0 ? undefined : { kind: 'text', among, not };
  }
  return allowed.kind === 'flag' &&
    (atom.kind === 'flag' || atom.kind === 'other') &&
    allowed.value === atom.value
    ? allowed
    : undefined;
}

/** Why a list of conditions cannot hold together. */
export interface Contradiction {
  of: string;
  /** True when one condition alone is beyond what the path can be. */
  beyond: boolean;
}

/** What a list of conditions leaves possible, quantity by quantity. */
export class Region {
  readonly #allowed: ReadonlyMap<string, Allowed>;
  readonly #atoms: readonly Atom[];

  private constructor(
    allowed: ReadonlyMap<string, Allowed>,
    atoms: readonly Atom[],
  ) {
    this.#allowed = allowed;
    this.#atoms = atoms;
  }

  /** The region of conditions, or the contradiction among them. */
  static create(
    atoms: readonly Atom[],
  ): { region: Region } | { contradiction: Contradiction } {
    const allowed = new Map<string, Allowed>();
    for (const atom of atoms) {
      if (atom.of === 'true') {
        if (atom.kind === 'flag' && !atom.value) {
          return { contradiction: { of: 'false', beyond: false } };
        }
        continue;
      }
      const before = allowed.get(atom.of);
      const after = narrow(before ?? domainOf(atom), atom);
      if (!after) {
        return { contradiction: { of: atom.of, beyond: before === undefined } };
      }
      allowed.set(atom.of, after);
    }
    for (const [of, found] of allowed) {
      const asked = /^known\((.+)\)$/.exec(of)?.[1];
      if (
        asked &&
        found.kind === 'flag' &&
        !found.value &&
        allowed.has(asked)
      ) {
        return { contradiction: { of: asked, beyond: false } };
      }
    }
    return { region: new Region(allowed, atoms) };
  }

  /** Whether all that is possible here is possible there too. */
  isWithin(other: Region): boolean {
    return other.#atoms.every(atom => {
      if (atom.of === 'true') {
        return true;
      }
      const outer = other.#allowed.get(atom.of);
      const inner = this.#allowed.get(atom.of) ?? domainOf(atom);
      if (!outer || (outer.kind === 'flag' && !this.#allowed.has(atom.of))) {
        return false;
      }
      return isAllowedWithin(inner, outer);
    });
  }
}

function isAllowedWithin(inner: Allowed, outer: Allowed): boolean {
  if (inner.kind === 'number' && outer.kind === 'number') {
    return isWithin(inner.interval, outer.interval);
  }
  if (inner.kind === 'text' && outer.kind === 'text') {
    if (inner.among) {
      return [...inner.among].every(
        word => !outer.not.has(word) && (outer.among?.has(word) ?? true),
      );
    }
    return (
      outer.among === undefined &&
      [...outer.not].every(word => inner.not.has(word))
    );
  }
  return (
    inner.kind === 'flag' &&
    outer.kind === 'flag' &&
    inner.value === outer.value
  );
}
