import { describeEvidence } from '../describeEvidence';
import { readSarif } from './readSarif';

const rules = [
  { id: 'sql', properties: { 'security-severity': '9.8' } },
  { id: 'xss', properties: { 'security-severity': 6.1 } },
  { id: 'style', defaultConfiguration: { level: 'note' } },
];
const result = (options: object) => ({
  ruleId: 'sql',
  message: { text: 'bad at line 3' },
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: './src/a.ts' },
        region: { startLine: 3, snippet: { text: '  query( x )' } },
      },
    },
  ],
  ...options,
});
const read = (...results: object[]) =>
  readSarif(
    Buffer.from(
      JSON.stringify({
        version: '2.1.0',
        runs: [
          { tool: { driver: { name: 'scan', version: '1', rules } }, results },
        ],
      }),
    ),
  );
const moved = (line: number, text: string) => ({
  locations: [
    {
      physicalLocation: {
        artifactLocation: { uri: 'src/a.ts' },
        region: { startLine: line, snippet: { text } },
      },
    },
  ],
});

describe('readSarif', () => {
  it('reads level and severity: security-severity comes before the level', () => {
    const report = read(
      result({ level: 'warning' }),
      result({ ruleId: 'xss', level: 'error' }),
      result({ ruleId: 'style' }),
      result({ ruleId: 'unknown' }),
      result({ ruleId: 'other', level: 'error' }),
    );
    expect(
      report.findings.map(({ rule, level, severity }) => [
        rule,
        level,
        severity,
      ]),
    ).toEqual([
      ['xss', 'error', 'medium'],
      ['other', 'error', 'high'],
      ['sql', 'warning', 'critical'],
      ['unknown', 'warning', 'medium'],
      ['style', 'note', 'low'],
    ]);
    expect(report).toMatchObject({
      tools: ['scan 1'],
      levels: { error: 2, warning: 2, note: 1, none: 0 },
      severities: { critical: 1, high: 1, medium: 2, low: 1 },
      truncated: false,
    });
    expect(report.findings[0]).toMatchObject({ path: 'src/a.ts', line: 3 });
    expect(describeEvidence(report)).toBe('2 errors, 2 warnings, 1 note');
  });

  it('leaves out what is no failure, suppressed, or gone', () => {
    expect(
      read(
        result({ kind: 'pass' }),
        result({ baselineState: 'absent' }),
        result({ suppressions: [{}] }),
        result({ suppressions: [{ status: 'accepted' }] }),
        result({ suppressions: [{ status: 'rejected' }] }),
      ),
    ).toMatchObject({ findings: [{ rule: 'sql' }], suppressed: 2 });
  });

  const print = (options: object) =>
    read(result(options)).findings[0].fingerprint;

  it('knows a finding again after its code moved or was formatted, by its snippet', () => {
    expect(print(moved(3, 'query(x)'))).toBe(
      print(moved(90, '  query( x )\n')),
    );
    expect(print(moved(3, 'query(x)'))).not.toBe(print(moved(3, 'query(y)')));
  });

  it('knows a finding by what its tool says makes it the same', () => {
    const partialFingerprints = { primaryLocationLineHash: 'abc:1' };
    expect(print({ ...moved(3, 'a'), partialFingerprints })).toBe(
      print({ ...moved(9, 'b'), partialFingerprints }),
    );
  });

  it('knows a finding without a snippet by its message without numbers', () => {
    const bare = (text: string) => ({ locations: [], message: { text } });
    expect(print(bare('at line 3'))).toBe(print(bare('at line 71')));
    expect(print(bare('at line 3'))).not.toBe(print(bare('at row 3')));
  });

  it('tells two of the same in one file apart', () => {
    const { findings } = read(result({}), result({}));
    expect(new Set(findings.map(one => one.fingerprint)).size).toBe(2);
  });

  it('finds a rule by its index in an extension', () => {
    const report = readSarif(
      Buffer.from(
        JSON.stringify({
          version: '2.1.0',
          runs: [
            {
              tool: {
                driver: { name: 'scan' },
                extensions: [{ name: 'pack', rules }],
              },
              results: [
                {
                  message: { id: 'm' },
                  rule: { index: 0, toolComponent: { index: 0 } },
                },
              ],
            },
          ],
        }),
      ),
    );
    expect(report.findings[0]).toMatchObject({
      rule: 'sql',
      severity: 'critical',
    });
  });

  it('keeps the worst of very many and says that there are more', () => {
    const many = Array.from({ length: 6_000 }, (_, index) =>
      result({
        ...moved(index + 1, `x${index}`),
        level: index < 10 ? 'error' : 'note',
      }),
    );
    const report = read(...many.reverse());
    expect(report.findings).toHaveLength(5_000);
    expect(report.truncated).toBe(true);
    expect(report.levels).toMatchObject({ error: 10, note: 5_990 });
    expect(report.findings.slice(0, 10).map(({ level }) => level)).toEqual(
      Array(10).fill('error'),
    );
  });

  it.each([
    ['{', /no JSON/],
    [
      '{"version":"2.0.0","runs":[]}',
      /version: Invalid input: expected "2.1.0"/,
    ],
    ['{"version":"2.1.0","runs":[{}]}', /runs\.0\.tool/],
    [
      '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[{"message":{"text":"a"}},{"message":{},"level":"fatal"}]}]}',
      /runs\.0\.results\.1\.level/,
    ],
  ])('refuses %s and says where', (text, reason) => {
    expect(() => readSarif(Buffer.from(text))).toThrow(reason);
  });
});
