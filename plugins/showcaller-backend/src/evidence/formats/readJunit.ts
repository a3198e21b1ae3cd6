import { createHash } from 'node:crypto';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { decodeText } from './decodeText';
import type { TestCase, TestReport } from './types';
import { UnreadableDocument } from './UnreadableDocument';

const MAX_DEPTH = 64;
const MAX_CASES = 200_000;
const TITLE_LENGTH = 300;
const ROOTS = ['testsuites', 'testsuite'];

/**
 * What an element below `testcase` says. `failure` and `error` are the last execution; Maven's Surefire adds failures of
 * executions before a last one that passed (`flaky…`) or failed too (`rerun…`).
 */
const meanings: Record<
  string,
  { failures: number; ends?: 'failed' | 'skipped' }
> = {
  failure: { failures: 1, ends: 'failed' },
  error: { failures: 1, ends: 'failed' },
  skipped: { failures: 0, ends: 'skipped' },
  flakyfailure: { failures: 1 },
  flakyerror: { failures: 1 },
  rerunfailure: { failures: 1 },
  rerunerror: { failures: 1 },
};

/** One `testcase` element while its children are read. */
interface OpenCase {
  name: string;
  className: string;
  failures: number;
  ends: 'passed' | 'failed' | 'skipped';
}

/** Tests by their identity: a runner that retries by itself reports one test several times. */
class TestCases {
  readonly #cases = new Map<string, TestCase>();

  add({ name, className, failures, ends }: OpenCase): void {
    const test = createHash('sha256')
      .update(`${className}\0${name}`)
      .digest('hex')
      .slice(0, 32);
    const known = this.#cases.get(test) ?? {
      test,
      title: (className ? `${className} › ${name}` : name).slice(
        0,
        TITLE_LENGTH,
      ),
      passes: 0,
      failures: 0,
      passed: false,
    };
    known.failures += failures;
    if (ends !== 'skipped') {
      // Passed, then failed: rather two tests of one name than a retry.
      known.passes = ends === 'passed' ? known.passes + 1 : 0;
      known.passed = ends === 'passed';
    }
    this.#cases.set(test, known);
    if (this.#cases.size > MAX_CASES) {
      throw new UnreadableDocument(
        `The report has more than ${MAX_CASES} tests; upload it in parts with different names`,
      );
    }
  }

  report(): TestReport {
    const cases = [...this.#cases.values()];
    const executed = cases.filter(one => one.passes + one.failures > 0);
    return {
      kind: 'junit',
      cases,
      passed: executed.filter(({ passed }) => passed).length,
      failed: executed.filter(({ passed }) => !passed).length,
      skipped: cases.length - executed.length,
      retried: executed.filter(({ passed, failures }) => passed && failures > 0)
        .length,
    };
  }
}

/**
 * Reads JUnit XML as Surefire, Gradle, pytest, jest-junit, Playwright, Go and PHPUnit write it: `testcase` elements at any
 * depth below `testsuites` or `testsuite`.
 *
 * Document types are refused, so there are no entities of the document's own that could grow or read files; depth and
 * number of tests are limited.
 *
 * @throws UnreadableDocument with line and column.
 */
export function readJunit(bytes: Uint8Array): TestReport {
  const parser = new SaxesParser({ position: true, xmlns: false });
  const cases = new TestCases();
  const suites: string[] = [];
  let depth = 0;
  let open: OpenCase | undefined;

  function fail(message: string): never {
    throw new UnreadableDocument(
      `line ${parser.line}, column ${parser.column}: ${message}`,
    );
  }

  function openTag({ name, attributes }: SaxesTagPlain): void {
    const tag = name.toLowerCase();
    depth += 1;
    if (depth > MAX_DEPTH) {
      fail(`elements are nested more than ${MAX_DEPTH} deep`);
    }
    if (depth === 1 && !ROOTS.includes(tag)) {
      fail(`expected <testsuites> or <testsuite>, found <${name}>`);
    }
    if (tag === 'testsuite') {
      suites.push(attributes.name ?? '');
    } else if (tag === 'testcase') {
      open = {
        name: attributes.name ?? '',
        className: attributes.classname ?? suites.at(-1) ?? '',
        failures: 0,
        ends: 'passed',
      };
    } else if (open && Object.hasOwn(meanings, tag)) {
      open.failures += meanings[tag].failures;
      open.ends = meanings[tag].ends ?? open.ends;
    }
  }

  parser.on('error', error => {
    // The parser's own message begins with its position.
    fail(error.message.replace(/^\d+:\d+: /, ''));
  });
  parser.on('doctype', () => fail('a DOCTYPE is not accepted'));
  parser.on('opentag', openTag);
  parser.on('closetag', ({ name }) => {
    depth -= 1;
    const tag = name.toLowerCase();
    if (tag === 'testsuite') {
      suites.pop();
    } else if (tag === 'testcase' && open) {
      cases.add(open);
      open = undefined;
    }
  });
  parser.write(decodeText(bytes)).close();
  return cases.report();
}
