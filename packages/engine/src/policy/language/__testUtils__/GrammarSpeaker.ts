import { parser } from 'peggy';
import type { SeededRandom } from '../../../risk/trees/SeededRandom';

/** The parts of a Peggy grammar that this one uses. */
interface GrammarNode {
  type: string;
  name?: string;
  value?: string;
  inverted?: boolean;
  parts?: Array<string | [string, string]>;
  expression?: GrammarNode;
  alternatives?: GrammarNode[];
  elements?: GrammarNode[];
}

const DEEPEST = 60;
const LONGEST = 1500;

/** Speaks sentences of a grammar at random, with words of its own for what the grammar leaves open. */
export class GrammarSpeaker {
  readonly #rules: Map<string, GrammarNode>;
  readonly #words: Readonly<Record<string, readonly string[]>>;
  readonly #random: SeededRandom;
  #length = 0;

  private constructor(
    rules: Map<string, GrammarNode>,
    words: Readonly<Record<string, readonly string[]>>,
    random: SeededRandom,
  ) {
    this.#rules = rules;
    this.#words = words;
    this.#random = random;
  }

  /** `words` are spoken nine times of ten in place of the rule of that name. */
  static create(options: {
    grammar: string;
    words: Readonly<Record<string, readonly string[]>>;
    random: SeededRandom;
  }): GrammarSpeaker {
    const { rules } = parser.parse(options.grammar) as unknown as {
      rules: Array<{ name: string; expression: GrammarNode }>;
    };
    return new GrammarSpeaker(
      new Map(rules.map(rule => [rule.name, rule.expression])),
      options.words,
      options.random,
    );
  }

  speak(rule: string): string {
    this.#length = 0;
    return this.#ofRule(rule, 0);
  }

  #pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.#random.next() * list.length)];
  }

  #ofRule(name: string, depth: number): string {
    const words = this.#words[name];
    if (words && this.#random.next() < 0.9) {
      return this.#pick(words);
    }
    const node = this.#rules.get(name);
    return node ? this.#of(node, depth + 1) : '';
  }

  #of(node: GrammarNode, depth: number): string {
    const tired = depth > DEEPEST || this.#length > LONGEST;
    const inner = (from: GrammarNode | undefined) =>
      from ? this.#of(from, depth + 1) : '';
    switch (node.type) {
      case 'choice':
        return inner(
          tired
            ? node.alternatives?.at(-1)
            : this.#pick(node.alternatives ?? []),
        );
      case 'sequence':
        return (node.elements ?? []).map(inner).join('');
      case 'optional':
        return !tired && this.#random.next() < 0.5
          ? inner(node.expression)
          : '';
      case 'zero_or_more':
      case 'one_or_more': {
        const least = node.type === 'one_or_more' ? 1 : 0;
        const more = tired ? 0 : Math.floor(this.#random.next() * 2.5);
        return Array.from({ length: least + more }, () =>
          inner(node.expression),
        ).join('');
      }
      case 'simple_and':
      case 'simple_not':
      case 'semantic_and':
      case 'semantic_not':
        return '';
      case 'rule_ref':
        return node.name ? this.#ofRule(node.name, depth) : '';
      case 'literal':
        this.#length += node.value?.length ?? 0;
        return node.value ?? '';
      case 'class':
        return this.#character(node);
      default:
        return inner(node.expression);
    }
  }

  #character({ parts = [], inverted }: GrammarNode): string {
    if (inverted) {
      return this.#pick(['a', ' ', 'é', '_', '0', '*']);
    }
    const part = this.#pick(parts);
    if (!Array.isArray(part)) {
      return part;
    }
    const from = part[0].charCodeAt(0);
    const to = part[1].charCodeAt(0);
    return String.fromCharCode(
      from + Math.floor(this.#random.next() * (to - from + 1)),
    );
  }
}
