import { diffLines } from './diffLines';

const signs = { same: ' ', added: '+', removed: '-' };

function diff(before: string, after: string): string[] {
  return diffLines(before, after).map(({ kind, text }) => signs[kind] + text);
}

/** A small stream of numbers that is the same each time. */
function* numbers(seed: number): Generator<number> {
  let state = seed;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state / 2 ** 31;
  }
}

describe('diffLines', () => {
  it.each([
    ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
    ['a\nb\nc', 'a\nx\nc', [' a', '-b', '+x', ' c']],
    ['', 'a\nb', ['+a', '+b']],
    ['a\nb', '', ['-a', '-b']],
    ['', '', []],
    ['a\nb\nc\na\nb\nb\na', 'c\nb\na\nb\na\nc', expect.any(Array)],
  ])('of %j and %j', (before, after, expected) => {
    expect(diff(before, after)).toEqual(expected);
  });

  it('finds the shortest way of the example in the paper', () => {
    const lines = diffLines('a\nb\nc\na\nb\nb\na', 'c\nb\na\nb\na\nc');
    expect(lines.filter(({ kind }) => kind !== 'same')).toHaveLength(5);
  });

  it('numbers lines as in the text they are from', () => {
    expect(diffLines('a\nb', 'b\nc')).toEqual([
      { kind: 'removed', text: 'a', before: 1 },
      { kind: 'same', text: 'b', before: 2, after: 1 },
      { kind: 'added', text: 'c', after: 2 },
    ]);
  });

  it('does not care how lines end', () => {
    expect(diff('a\r\nb\r\n', 'a\nb')).toEqual([' a', ' b']);
  });

  it('gives both texts back, whatever they are', () => {
    const random = numbers(7);
    const next = () => random.next().value as number;
    for (let round = 0; round < 200; round += 1) {
      const text = () =>
        Array.from({ length: Math.floor(next() * 12) }, () =>
          'abc'.charAt(Math.floor(next() * 3)),
        );
      const [before, after] = [text(), text()];
      const lines = diffLines(before.join('\n'), after.join('\n'));
      expect(
        lines.filter(({ kind }) => kind !== 'added').map(line => line.text),
      ).toEqual(before);
      expect(
        lines.filter(({ kind }) => kind !== 'removed').map(line => line.text),
      ).toEqual(after);
    }
  });

  it('tells texts with nothing in common as all removed and all added, without taking long', () => {
    const many = (letter: string) =>
      Array.from({ length: 3_000 }, (_, index) => `${letter}${index}`).join(
        '\n',
      );
    const lines = diffLines(many('a'), many('b'));
    expect(lines).toHaveLength(6_000);
    expect(lines[0].kind).toBe('removed');
    expect(lines[5_999].kind).toBe('added');
  });
});
