import type { PolicyDiagnostic, PolicyFile } from '../types';
import type { PolicyStatement, TextRange } from './ast';
import { Diagnostics } from './Diagnostics';
import { expectedWords } from './expectedWords';
import { parse } from './generatedParser';
import { policyLimits } from './limits';
import { findTooDeep } from './tooDeep';

/** The statements of one file, and what is wrong with its form. @public */
export interface ParsedPolicyFile {
  statements: PolicyStatement[];
  diagnostics: PolicyDiagnostic[];
}

interface Failure {
  code: string;
  message: string;
  suggestion?: string;
  range: TextRange;
}

class PolicyFailure extends Error {
  override name = 'PolicyFailure';
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

interface ParserError {
  location: { start: { offset: number }; end: { offset: number } };
  expected: Array<{ type: string; description?: string; text?: string }>;
}

function isParserError(error: unknown): error is ParserError {
  return (
    typeof error === 'object' &&
    error !== null &&
    'location' in error &&
    'expected' in error
  );
}

/** Where the next statement may start: a line that begins with `rule`, `when` or `test`. */
const statementStart = /^[ \t]*(?:rule|when|test)\b/gm;

/** Reports of one file; more would hide the first. */
const MOST_ERRORS = 20;

function failureOf(error: unknown, text: string): Failure {
  if (error instanceof PolicyFailure) {
    return error.failure;
  }
  if (!isParserError(error)) {
    throw error;
  }
  const { start, end } = error.location;
  const word = /^\w+/.exec(text.slice(start.offset, start.offset + 120))?.[0];
  const range: TextRange = [
    start.offset,
    word ? start.offset + word.length : end.offset,
  ];
  const found =
    start.offset >= text.length
      ? 'the file ends here'
      : `here stands '${text.slice(range[0], range[1])}'`;
  return {
    code: 'syntax',
    message: `Expected ${expectedWords(error.expected)}, but ${found}`,
    range,
  };
}

/**
 * Parses one file. Reads on at the next statement after an error, so that one mistake does not hide the others. Takes
 * time linear in the length of the text and never throws for what is in it.
 *
 * @public
 */
export function parsePolicyFile(file: PolicyFile): ParsedPolicyFile {
  const diagnostics = Diagnostics.create(file);
  const refuse = (failure: Failure) =>
    diagnostics.add({ severity: 'error', ...failure });

  if (file.text.length > policyLimits.fileLength) {
    refuse({
      code: 'too-large',
      message: `A policy file has at most ${policyLimits.fileLength} characters, this one has ${file.text.length}`,
      range: [0, 0],
    });
    return { statements: [], diagnostics: diagnostics.all };
  }
  const tooDeep = findTooDeep(file.text, policyLimits.depth);
  if (tooDeep !== undefined) {
    refuse({
      code: 'too-deep',
      message: `Brackets may stand in brackets at most ${policyLimits.depth} deep`,
      range: [tooDeep, tooDeep + 1],
    });
    return { statements: [], diagnostics: diagnostics.all };
  }
  const fail = (failure: Failure) => {
    throw new PolicyFailure(failure);
  };
  const statements: PolicyStatement[] = [];
  let text = file.text;
  while (diagnostics.all.length < MOST_ERRORS) {
    try {
      statements.push(...(parse(text, { fail }) as PolicyStatement[]));
      break;
    } catch (error) {
      const failure = failureOf(error, text);
      refuse(failure);
      const resumed = resume({ text, failure, fail });
      statements.push(...resumed.before);
      if (resumed.rest === undefined) {
        break;
      }
      text = resumed.rest;
    }
  }
  return {
    statements: statements.sort((a, b) => a.range[0] - b.range[0]),
    diagnostics: diagnostics.all,
  };
}

/** The statements before the one that failed, and the text with all up to the next one blanked, so that offsets stay. */
function resume(options: {
  text: string;
  failure: Failure;
  fail: (failure: Failure) => void;
}): { before: PolicyStatement[]; rest: string | undefined } {
  const { text, failure, fail } = options;
  const starts = [...text.matchAll(statementStart)].map(match => match.index);
  const own = starts.filter(start => start <= failure.range[0]).at(-1) ?? 0;
  const next = starts.find(start => start > failure.range[0]);
  let before: PolicyStatement[] = [];
  try {
    before = parse(text.slice(0, own), { fail }) as PolicyStatement[];
  } catch {
    // The statement that failed began on an earlier line than it seems: what stands before it is read again once it is mended.
  }
  const rest =
    next === undefined
      ? undefined
      : `${text.slice(0, next).replace(/[^\n]/g, ' ')}${text.slice(next)}`;
  return { before, rest };
}
