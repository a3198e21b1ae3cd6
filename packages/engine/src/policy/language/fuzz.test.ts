import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fuzzPolicy } from './__testUtils__/fuzzPolicy';
import { policySentences } from './__testUtils__/sentences';

describe('any text at all', () => {
  it('neither breaks the compiler, nor holds it up, nor changes an object', () => {
    const { failures, accepted } = fuzzPolicy({
      grammar: readFileSync(join(__dirname, 'syntax', 'policy.peggy'), 'utf8'),
      sentences: policySentences,
      seed: 20261125,
      runs: 10_000,
    });
    expect(failures).toEqual([]);
    // Enough of them get past the compiler that the rest is tried too.
    expect(accepted).toBeGreaterThan(200);
  }, 120_000);
});
