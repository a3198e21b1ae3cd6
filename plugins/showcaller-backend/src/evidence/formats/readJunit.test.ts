import { describeEvidence } from './describeEvidence';
import { readJunit } from './readJunit';

const read = (xml: string) => readJunit(Buffer.from(xml));
const titles = (xml: string) => read(xml).cases.map(({ title }) => title);

describe('readJunit', () => {
  it('reads passed, failed, broken and skipped tests of nested suites', () => {
    const report = read(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4">
  <testsuite name="outer">
    <properties><property name="os" value="linux"/></properties>
    <testsuite name="pay">
      <testcase classname="shop.Pay" name="charges" time="0.1"/>
      <testcase classname="shop.Pay" name="refunds"><failure message="no">trace</failure></testcase>
      <testcase classname="shop.Pay" name="voids"><error/></testcase>
      <testcase classname="shop.Pay" name="later"><skipped/></testcase>
    </testsuite>
  </testsuite>
</testsuites>`);
    expect(report).toMatchObject({
      passed: 1,
      failed: 2,
      skipped: 1,
      retried: 0,
    });
    expect(report.cases[0]).toEqual({
      test: expect.stringMatching(/^[0-9a-f]{32}$/),
      title: 'shop.Pay › charges',
      passes: 1,
      failures: 0,
      passed: true,
    });
    expect(describeEvidence(report)).toBe('4 tests, 2 failed, 1 skipped');
  });

  it('takes flaky failures of Surefire for failures before a pass, and reruns for more failures', () => {
    const report = read(`<testsuite name="shop.PayIT">
  <testcase classname="shop.PayIT" name="flaky"><flakyFailure message="timeout"><stackTrace/></flakyFailure><flakyError/></testcase>
  <testcase classname="shop.PayIT" name="broken"><failure/><rerunFailure/></testcase>
</testsuite>`);
    expect(report.cases).toMatchObject([
      { passes: 1, failures: 2, passed: true },
      { passes: 0, failures: 2, passed: false },
    ]);
    expect(report.retried).toBe(1);
    expect(describeEvidence(report)).toBe(
      '2 tests, 1 failed, 1 passed on a retry',
    );
  });

  it('takes a test that is listed again after it failed for a retry', () => {
    const failed = '<testcase classname="a" name="t"><failure/></testcase>';
    const passed = '<testcase classname="a" name="t"/>';
    const wrap = (cases: string) => `<testsuite name="s">${cases}</testsuite>`;
    expect(read(wrap(failed + passed))).toMatchObject({
      passed: 1,
      retried: 1,
      cases: [{ passes: 1, failures: 1 }],
    });
    expect(read(wrap(passed + failed))).toMatchObject({
      failed: 1,
      retried: 0,
      cases: [{ passes: 0, failures: 1 }],
    });
  });

  it('names a test by its suite where it has no class, and tells equal names of classes apart', () => {
    expect(
      titles(
        '<testsuite name="s"><testcase name="a"/><testcase classname="b" name="a"/></testsuite>',
      ),
    ).toEqual(['s › a', 'b › a']);
  });

  it('reads other encodings than UTF-8', () => {
    const xml =
      '<?xml version="1.0" encoding="ISO-8859-1"?><testsuite name="s"><testcase name="prüft"/></testsuite>';
    expect(readJunit(Buffer.from(xml, 'latin1')).cases[0].title).toBe(
      's › prüft',
    );
  });

  it('reads an empty report', () => {
    expect(read('<testsuites/>')).toMatchObject({ cases: [], passed: 0 });
  });

  it.each([
    [
      'another document',
      '<html></html>',
      /line 1, column 6: expected <testsuites> or <testsuite>, found <html>/,
    ],
    [
      'a cut document',
      '<testsuite>\n<testcase name="a">',
      /line 2, column \d+: unclosed tag/,
    ],
    [
      'crossed tags',
      '<testsuite>\n\n<testcase></testsuite>',
      /line 3, column \d+: unexpected close tag/,
    ],
    ['no XML at all', 'all tests passed', /line 1, column \d+: /],
    ['nothing', '', /line 1, column 0: document must contain a root element/],
    [
      'an entity bomb',
      '<!DOCTYPE t [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><testsuite name="&b;"/>',
      /a DOCTYPE is not accepted/,
    ],
    [
      'an entity of its own',
      '<testsuite name="&mine;"/>',
      /line 1, column \d+: undefined entity/,
    ],
    [
      'too deep a nesting',
      `${'<testsuite>'.repeat(70)}`,
      /nested more than 64 deep/,
    ],
  ])('refuses %s and says where', (_, xml, reason) => {
    expect(() => read(xml)).toThrow(reason);
  });

  it('refuses bytes that are not in the stated encoding', () => {
    expect(() => readJunit(Buffer.from([0x3c, 0xff, 0x3e]))).toThrow(
      'not in the encoding utf-8',
    );
    expect(() => read('<?xml version="1.0" encoding="klingon"?>')).toThrow(
      'not in the encoding klingon',
    );
  });

  it('refuses more tests than it can hold', () => {
    const cases = Array.from(
      { length: 200_001 },
      (_, i) => `<testcase name="${i}"/>`,
    ).join('');
    expect(() => read(`<testsuite>${cases}</testsuite>`)).toThrow(
      'more than 200000 tests',
    );
  });
});
