import fc from 'fast-check';
import { compileGlob } from './matchesGlob';

/** The same by a regular expression, which is slow on purpose-made patterns. */
function byExpression(pattern: string, text: string): boolean {
  const source = [...pattern]
    .map(character => {
      if (character === '*') {
        return '[^]*';
      }
      return character === '?'
        ? '[^]'
        : character.replace(/[.+^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`).test(text);
}

describe('compileGlob', () => {
  it.each([
    ['prod-*', 'prod-eu', true],
    ['prod-*', 'prod-', true],
    ['prod-*', 'xprod-eu', false],
    ['*-eu', 'prod-eu', true],
    ['a*a', 'a', false],
    ['?', '', false],
    ['*', '', true],
    ['', '', true],
    ['a.c', 'abc', false],
    ['*a?c*', 'xxabcxx', true],
  ])('%p matches %p: %p', (pattern, text, expected) => {
    expect(compileGlob(pattern)(text)).toBe(expected);
  });

  it('agrees with a regular expression', () => {
    const letters = fc.constantFrom('a', 'b', '.');
    fc.assert(
      fc.property(
        fc.array(fc.oneof(letters, fc.constantFrom('*', '?')), {
          maxLength: 8,
        }),
        fc.array(letters, { maxLength: 12 }),
        (pattern, text) => {
          const [p, t] = [pattern.join(''), text.join('')];
          expect(compileGlob(p)(t)).toBe(byExpression(p, t));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('is fast on what makes regular expressions slow', () => {
    const matches = compileGlob(`${'*a'.repeat(99)}*b`);
    const start = performance.now();
    expect(matches('a'.repeat(4096))).toBe(false);
    expect(performance.now() - start).toBeLessThan(50);
  });
});
