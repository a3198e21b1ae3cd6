import { junitReport } from './junitReport';

describe('junitReport', () => {
  it('writes suites and tests with their outcome', () => {
    expect(
      junitReport([
        {
          name: 'unit',
          tests: [
            { className: 'Pay', name: 'adds', outcome: 'passed', seconds: 0.5 },
            { className: 'Pay', name: 'splits', outcome: 'failed' },
            { name: 'waits', outcome: 'skipped' },
          ],
        },
        { name: 'empty', tests: [] },
      ]).toString(),
    ).toBe(
      [
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>',
        '<testsuite name="unit" tests="3">',
        '<testcase classname="Pay" name="adds" time="0.5"/>',
        '<testcase classname="Pay" name="splits"><failure/></testcase>',
        '<testcase name="waits"><skipped/></testcase>',
        '</testsuite><testsuite name="empty" tests="0"/></testsuites>\n',
      ].join(''),
    );
  });

  it('lets no name break out of its attribute, and keeps what XML cannot hold out', () => {
    const [test] = /name="[^"]*" t/.exec(
      junitReport([
        {
          name: `<a b="c">&'\n\u0000\u0008\ud800 ü 😀"`,
          tests: [],
        },
      ]).toString(),
    ) ?? [''];
    expect(test).toBe(
      `name="&lt;a b=&quot;c&quot;&gt;&amp;'&#10;\ufffd\ufffd\ufffd ü 😀&quot;" t`,
    );
  });
});
