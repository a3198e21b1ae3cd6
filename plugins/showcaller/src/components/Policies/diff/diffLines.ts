/**
 * Shortest edit script between two texts, line by line (E. W. Myers, "An O(ND) Difference Algorithm", 1986):
 *
 *   1. equal lines at both ends are set aside
 *   2. for d = 0, 1, 2 … edits, how far each diagonal k = x − y reaches, going along equal lines for nothing
 *   3. the first d that reaches the end is the least; walking its trace back gives the lines
 *   4. texts that differ in more than MOST lines are told as all removed and all added
 *
 * Time and room O((N + M) d), at most O((N + M) MOST).
 */

/** A line of a comparison, with its number in the text it is from. */
export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** From 1; absent where the line is not in that text. */
  before?: number;
  after?: number;
}

const MOST = 1_000;

/** Lines of both texts in order, removed ones before what was added in their place. */
export function diffLines(before: string, after: string): DiffLine[] {
  const a = linesOf(before);
  const b = linesOf(after);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < a.length - start &&
    end < b.length - start &&
    a[a.length - 1 - end] === b[b.length - 1 - end]
  ) {
    end += 1;
  }
  const kinds = [
    ...Array<DiffLine['kind']>(start).fill('same'),
    ...shortestEdit(
      a.slice(start, a.length - end),
      b.slice(start, b.length - end),
    ),
    ...Array<DiffLine['kind']>(end).fill('same'),
  ];
  return number(kinds, a, b);
}

function linesOf(text: string): string[] {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  return lines[lines.length - 1] === '' ? lines.slice(0, -1) : lines;
}

function number(
  kinds: DiffLine['kind'][],
  a: string[],
  b: string[],
): DiffLine[] {
  let x = 0;
  let y = 0;
  return kinds.map(kind => {
    const inBefore = kind !== 'added';
    const inAfter = kind !== 'removed';
    const line: DiffLine = { kind, text: inAfter ? b[y] : a[x] };
    if (inBefore) {
      x += 1;
      line.before = x;
    }
    if (inAfter) {
      y += 1;
      line.after = y;
    }
    return line;
  });
}

function shortestEdit(a: string[], b: string[]): DiffLine['kind'][] {
  const most = Math.min(a.length + b.length, MOST);
  const offset = most + 1;
  const reach = new Int32Array(2 * most + 3);
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d += 1) {
    trace.push(reach.slice());
    for (let k = -d; k <= d; k += 2) {
      const down =
        k === -d || (k !== d && reach[offset + k - 1] < reach[offset + k + 1]);
      let x = down ? reach[offset + k + 1] : reach[offset + k - 1] + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x += 1;
      }
      reach[offset + k] = x;
      if (x >= a.length && x - k >= b.length) {
        return walkBack({ trace, offset, a, b });
      }
    }
  }
  return [
    ...Array<DiffLine['kind']>(a.length).fill('removed'),
    ...Array<DiffLine['kind']>(b.length).fill('added'),
  ];
}

function walkBack(options: {
  trace: Int32Array[];
  offset: number;
  a: string[];
  b: string[];
}): DiffLine['kind'][] {
  const { trace, offset, a, b } = options;
  const kinds: DiffLine['kind'][] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const reach = trace[d];
    const k = x - y;
    const down =
      k === -d || (k !== d && reach[offset + k - 1] < reach[offset + k + 1]);
    const fromX = reach[offset + (down ? k + 1 : k - 1)];
    const fromY = fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      kinds.push('same');
      x -= 1;
      y -= 1;
    }
    kinds.push(down ? 'added' : 'removed');
    x = fromX;
    y = fromY;
  }
  while (x > 0 && y > 0) {
    kinds.push('same');
    x -= 1;
    y -= 1;
  }
  return kinds.reverse();
}
