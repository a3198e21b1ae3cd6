import { SeededRandom } from '../../../risk/trees/SeededRandom';
import { compilePolicy } from '../compilePolicy';
import { policyTokens } from '../syntax/policyTokens';
import type { PolicyFacts } from '../types';
import { policyActions } from '../vocabulary/actions';
import { policyFunctions } from '../vocabulary/functions';
import { policyVocabulary } from '../vocabulary/policyVocabulary';
import { GrammarSpeaker } from './GrammarSpeaker';

/** Longer than this is a hang. */
export const HANG_MS = 50;

/** What a run of the fuzzer found. */
export interface FuzzResult {
  runs: number;
  /** Inputs that compiled without error. */
  accepted: number;
  slowest: { ms: number; text: string };
  /** Inputs that broke something, with what happened. */
  failures: Array<{ text: string; what: string }>;
}

const spoken = [
  ...policyVocabulary.map(({ path }) => path.replace('*', 'team')),
  ...policyActions.map(({ name }) => name),
  ...policyFunctions.map(({ name }) => name),
];

/** What breaks parsers, objects and regular expressions elsewhere. */
const nasty = [
  '__proto__',
  'constructor',
  'prototype.polluted',
  'labels["__proto__"]',
  'input.constructor.prototype',
  '((((((((((((((((((((((((((((((((((((',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  'not not not not not not not not',
  '- - - - - - - - -',
  '9'.repeat(400),
  '1e999',
  '0.0000000000000000000000001%',
  '\\',
  '"',
  '""',
  '"\\',
  '\u0000',
  '\ud800',
  '\u2028',
  '//',
  '#',
  '2x_',
  '3m3m3m3m',
  '% %',
  `"${'*a'.repeat(60)}"`,
  'a'.repeat(3000),
  ' or '.repeat(200),
];

const facts: PolicyFacts = {
  env: { value: 'production' },
  risk_score: { value: 0.8 },
  'canary.error_rate': {
    value: 0.02,
    compared: { baseline: 0.01 },
    counts: {
      canary: { events: 5, requests: 250 },
      baseline: { events: 2, requests: 250 },
    },
  },
  'artifact.identity': { value: `${'a'.repeat(4000)}b` },
  'calendar.windows': { value: ['change-freeze'] },
};

/** One change of a text, of six kinds. */
function mutateOnce(
  text: string,
  random: SeededRandom,
  all: readonly string[],
): string {
  const pick = <T>(list: readonly T[]): T =>
    list[Math.floor(random.next() * list.length)];
  const at = Math.floor(random.next() * (text.length + 1));
  const end = Math.min(text.length, at + Math.floor(random.next() * 12));
  const head = text.slice(0, at);
  switch (Math.floor(random.next() * 6)) {
    case 0:
      return head + text.slice(end);
    case 1:
      return head + pick(nasty) + text.slice(at);
    case 2:
      return head + text.slice(at, end) + text.slice(at);
    case 3:
      return (
        head +
        String.fromCharCode(32 + Math.floor(random.next() * 95)) +
        text.slice(at + 1)
      );
    case 4:
      return head + pick(all).slice(Math.floor(random.next() * 40));
    default:
      return `${text}\n${pick(all)}`;
  }
}

function mutate(text: string, random: SeededRandom, all: readonly string[]) {
  let mutated = text;
  for (let left = 1 + Math.floor(random.next() * 4); left > 0; left -= 1) {
    mutated = mutateOnce(mutated, random, all);
  }
  return mutated.slice(0, 8000);
}

function tryOne(text: string): { ok: boolean; what?: string } {
  const policy = compilePolicy([{ path: 'fuzz.policy', text }]);
  policyTokens(text);
  for (const { location } of policy.diagnostics) {
    if (
      location.line < 1 ||
      location.column < 1 ||
      location.endOffset > text.length
    ) {
      return { ok: false, what: 'a diagnostic is outside the text' };
    }
  }
  if (policy.ok) {
    const look = { stage: 'canary', production: true, at: 0 } as const;
    const { memory } = policy.evaluate(facts, look);
    policy.evaluate({}, { ...look, at: 60_000, memory });
    policy.test();
  }
  return { ok: policy.ok };
}

function timed(text: string): { ms: number; ok: boolean; what?: string } {
  const start = performance.now();
  try {
    const found = tryOne(text);
    return { ...found, ms: performance.now() - start };
  } catch (error) {
    return {
      ok: false,
      what: error instanceof Error ? error.stack ?? error.message : 'thrown',
      ms: performance.now() - start,
    };
  }
}

const ownNames = () => Object.getOwnPropertyNames(Object.prototype).join();

/**
 * Compiles, colours, judges and tests inputs: a third spoken from the grammar, a third of them mutated, a third mutated
 * from real sentences. A slow one is measured again, so that a busy machine is not taken for a hang.
 */
export function fuzzPolicy(options: {
  grammar: string;
  sentences: readonly string[];
  seed: number;
  runs: number;
  onProgress?: (done: number) => void;
}): FuzzResult {
  const { grammar, sentences, seed, runs, onProgress } = options;
  const random = SeededRandom.create({ seed });
  const speaker = GrammarSpeaker.create({
    grammar,
    random,
    words: {
      Identifier: spoken,
      PathOrCall: spoken,
      _: [' ', ' ', '\n', ''],
      __: [' '],
      IdentPart: ['a'],
      Character: ['a'],
      Comment: ['# c\n'],
    },
  });
  const untouched = ownNames();
  const result: FuzzResult = {
    runs,
    accepted: 0,
    slowest: { ms: 0, text: '' },
    failures: [],
  };
  for (let run = 0; run < runs; run += 1) {
    const said =
      run % 3 === 2
        ? sentences[Math.floor(random.next() * sentences.length)]
        : speaker.speak(run % 2 === 0 ? 'Statement' : 'File');
    const text =
      run % 3 === 0 ? said : mutate(said, random, [...sentences, said]);
    let found = timed(text);
    for (let again = 0; again < 3 && found.ms > HANG_MS; again += 1) {
      const next = timed(text);
      found = next.ms < found.ms ? next : found;
    }
    result.accepted += found.ok ? 1 : 0;
    if (found.ms > result.slowest.ms) {
      result.slowest = { ms: found.ms, text };
    }
    if (found.what !== undefined) {
      result.failures.push({ text, what: found.what });
    } else if (found.ms > HANG_MS) {
      result.failures.push({ text, what: `${found.ms.toFixed(0)} ms` });
    }
    if (ownNames() !== untouched || 'polluted' in {}) {
      result.failures.push({ text, what: 'Object.prototype was changed' });
      break;
    }
    if (onProgress && run % 10_000 === 9_999) {
      onProgress(run + 1);
    }
  }
  return result;
}
