import {
  policyTokens,
  type PolicyLocation,
  type PolicyTokenKind,
} from '@showcaller/engine/policy';

/** How a line of a policy file is marked. */
export type LineMark = 'decided' | 'matched';

/** A piece of a line, and what it is to the language. */
export interface PolicyPiece {
  text: string;
  kind?: PolicyTokenKind;
}

/** A line of a policy file as it is shown. */
export interface PolicyLine {
  /** From 1. */
  number: number;
  text: string;
  /** The same, cut where its meaning changes. */
  pieces: PolicyPiece[];
  mark?: LineMark;
}

/** A part of a policy file, cut around what is marked. */
export interface PolicyExcerpt {
  lines: PolicyLine[];
  /** Lines of the file before and after it. */
  before: number;
  after: number;
}

/** Files up to this long are shown whole. */
const WHOLE = 40;
/** Lines around the marked ones. */
const AROUND = 6;

/** The lines of a file, those of the deciding rule and of others that held marked; long files are cut around the first. */
export function policyExcerpt(options: {
  text: string;
  decided: PolicyLocation | undefined;
  matched: readonly PolicyLocation[];
  /** Line at which `text` begins; 1 for a whole file. */
  firstLine?: number;
  whole?: boolean;
}): PolicyExcerpt {
  const { text, decided, matched, firstLine = 1, whole = false } = options;
  const source = text.replace(/\r\n/g, '\n').replace(/\n$/, '');
  const pieces = piecesByLine(source);
  const lines = source.split('\n').map((content, index): PolicyLine => {
    const number = firstLine + index;
    return {
      number,
      text: content,
      pieces: pieces[index],
      mark: markOf(number, decided, matched),
    };
  });
  if (whole || lines.length <= WHOLE || !decided) {
    return { lines, before: 0, after: 0 };
  }
  const from = Math.max(0, decided.line - firstLine - AROUND);
  const to = Math.min(lines.length, decided.endLine - firstLine + 1 + AROUND);
  return {
    lines: lines.slice(from, to),
    before: from,
    after: lines.length - to,
  };
}

function markOf(
  line: number,
  decided: PolicyLocation | undefined,
  matched: readonly PolicyLocation[],
): LineMark | undefined {
  if (decided && isWithin(line, decided)) {
    return 'decided';
  }
  return matched.some(location => isWithin(line, location))
    ? 'matched'
    : undefined;
}

function isWithin(line: number, location: PolicyLocation): boolean {
  return line >= location.line && line <= location.endLine;
}

/** Every line as pieces that give the line again when joined. */
function piecesByLine(source: string): PolicyPiece[][] {
  const lines: PolicyPiece[][] = [[]];
  const add = (text: string, kind?: PolicyTokenKind) => {
    const [first, ...more] = text.split('\n');
    push(lines[lines.length - 1], first, kind);
    for (const next of more) {
      const line: PolicyPiece[] = [];
      push(line, next, kind);
      lines.push(line);
    }
  };
  let done = 0;
  for (const { start, end, kind } of policyTokens(source)) {
    add(source.slice(done, start));
    add(source.slice(start, end), kind);
    done = end;
  }
  add(source.slice(done));
  return lines;
}

function push(line: PolicyPiece[], text: string, kind?: PolicyTokenKind): void {
  if (text !== '') {
    line.push({ text, kind });
  }
}
