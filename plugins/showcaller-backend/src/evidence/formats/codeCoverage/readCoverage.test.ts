import { describeEvidence } from '../describeEvidence';
import { readCoverage } from './readCoverage';

const read = (text: string) => readCoverage(Buffer.from(text));

const cobertura = `<?xml version="1.0"?>
<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
<coverage line-rate="0.9"><packages><package name="p"><classes>
<class name="A" filename="src/a.py">
  <methods><method name="m"><lines><line number="1" hits="2"/></lines></method></methods>
  <lines>
    <line number="1" hits="2"/>
    <line number="2" hits="0"/>
    <line number="3" hits="1" branch="true" condition-coverage="50% (1/2)"/>
  </lines>
</class>
<class name="B" filename="src/b.py"><lines><line number="1" hits="0"/></lines></class>
</classes></package></packages></coverage>`;

const jacoco = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE report PUBLIC "-//JACOCO//DTD Report 1.1//EN" "report.dtd">
<report name="pay"><package name="p"><counter type="LINE" missed="9" covered="1"/></package>
<counter type="INSTRUCTION" missed="1" covered="2"/>
<counter type="BRANCH" missed="3" covered="1"/>
<counter type="LINE" missed="2" covered="8"/></report>`;

const lcov = `TN:
SF:src/a.ts
FN:1,f
DA:1,4
DA:2,0
BRDA:1,0,0,3
BRDA:1,0,1,-
end_of_record
TN:other
SF:src/a.ts
DA:2,1
end_of_record
`;

const istanbul = JSON.stringify({
  total: {
    lines: { total: 200, covered: 150, skipped: 0, pct: 75 },
    branches: { total: 0, covered: 0, skipped: 0, pct: 100 },
  },
  'src/a.ts': { lines: { total: 1, covered: 1 } },
});

describe('readCoverage', () => {
  it.each([
    [
      'Cobertura',
      cobertura,
      { covered: 2, total: 4 },
      { covered: 1, total: 2 },
    ],
    ['JaCoCo', jacoco, { covered: 8, total: 10 }, { covered: 1, total: 4 }],
    ['LCOV', lcov, { covered: 2, total: 2 }, { covered: 1, total: 2 }],
    ['Istanbul', istanbul, { covered: 150, total: 200 }, undefined],
  ])('reads %s', (format, text, lines, branches) => {
    expect(read(text)).toEqual({
      kind: 'coverage',
      format,
      lines,
      ...(branches && { branches }),
    });
  });

  it('says what it read in words', () => {
    expect(describeEvidence(read(cobertura))).toBe(
      '50.0 % of 4 lines, 50.0 % of 2 branches',
    );
  });

  it.each([
    [
      '<coverage>\n<class>\n<line number="x" hits="1"/>',
      /^line 3: a line needs/,
    ],
    ['<coverage/>', /has no line/],
    ['<coverage>', /^line 1: unclosed tag/],
    ['<html/>', /^line 1: the root is html; that of Cobertura/],
    ['<report/>', /no counter of the type LINE/],
    [
      '<report>\n<counter type="LINE" missed="a" covered="1"/>',
      /^line 2: a counter/,
    ],
    ['<!DOCTYPE a [<!ENTITY x "y">]><coverage/>', /DOCTYPE with declarations/],
    ['SF:a\nDA:1', /^line 2: DA must be/],
    ['TN:\nDA:1,1', /^line 2: DA comes before the SF/],
    ['SF:a\nBRDA:1,2,3', /^line 2: BRDA must be/],
    ['SF:a\nend_of_record', /no DA row/],
    ['{"total":{"lines":{"total":1,"covered":2}}}', /more is covered \(2\)/],
    ['{"src/a.ts":{"s":{}}}', /no summary of Istanbul.*: total/],
    ['{"total":{"lines":{"total":0,"covered":0}}}', /nothing was measured/],
    ['hello', /^line 1: this is no Cobertura/],
    ['', /^line 1: this is no Cobertura/],
  ])('refuses %j and says where', (text, reason) => {
    expect(() => read(text)).toThrow(reason);
  });
});
