/*
 * Feeds generated and mutated texts to the policy compiler: `npm run fuzz -- --n 1000000 [--seed 1]`. Exits 1 when one of
 * them breaks it, holds it up for more than 50 ms or changes an object that is not its own.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fuzzPolicy } from '../src/policy/language/__testUtils__/fuzzPolicy';
import { policySentences } from '../src/policy/language/__testUtils__/sentences';

const say = (text: string) => process.stdout.write(`${text}\n`);

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) {
    process.stderr.write(`--${name} is a whole number of at least 1\n`);
    process.exit(2);
  }
  return value;
}

const { values } = parseArgs({
  options: {
    n: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
  },
});
const started = performance.now();
const { runs, accepted, slowest, failures } = fuzzPolicy({
  grammar: readFileSync(
    join(__dirname, '../src/policy/language/syntax/policy.peggy'),
    'utf8',
  ),
  sentences: policySentences,
  runs: wholeNumber(values.n, 'n'),
  seed: wholeNumber(values.seed, 'seed'),
  onProgress: done => process.stderr.write(`${done}\n`),
});
for (const { text, what } of failures.slice(0, 10)) {
  say(`${what}\n${JSON.stringify(text)}`);
}
say(
  `${runs} inputs in ${((performance.now() - started) / 1000).toFixed(
    0,
  )} s, ${accepted} of them compiled, ${
    failures.length
  } failures, slowest ${slowest.ms.toFixed(1)} ms (${
    slowest.text.length
  } characters)`,
);
process.exit(failures.length > 0 ? 1 : 0);
