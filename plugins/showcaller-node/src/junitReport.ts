/** A test of a report that is no JUnit XML. @public */
export interface ReportedTest {
  className?: string;
  name: string;
  outcome: 'passed' | 'failed' | 'skipped';
  seconds?: number;
}

/** @public */
export interface ReportedSuite {
  name: string;
  tests: ReportedTest[];
}

/** Characters that XML 1.0 does not have, surrogates without a partner among them. */
const NO_XML =
  /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};

/**
 * A test report as JUnit XML, the form in which the evidence takes reports. What tests printed is left out.
 *
 * @public
 */
export function junitReport(suites: ReportedSuite[]): Buffer {
  const body = suites.map(({ name, tests }) =>
    element('testsuite', { name, tests: tests.length }, tests.map(toCase)),
  );
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n${element(
      'testsuites',
      {},
      body,
    )}\n`,
  );
}

const verdicts: Record<ReportedTest['outcome'], string[]> = {
  passed: [],
  failed: ['<failure/>'],
  skipped: ['<skipped/>'],
};

function toCase({ className, name, outcome, seconds }: ReportedTest): string {
  return element(
    'testcase',
    { classname: className, name, time: seconds },
    verdicts[outcome],
  );
}

function element(
  name: string,
  attributes: Record<string, string | number | undefined>,
  children: string[],
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  return children.length > 0
    ? `<${name}${written}>${children.join('')}</${name}>`
    : `<${name}${written}/>`;
}

function escaped(text: string): string {
  return text
    .replace(NO_XML, '\ufffd')
    .replace(/[&<>"\n\r\t]/g, character => escapes[character]);
}
