import { readBenchmark } from './readBenchmark';

const read = (value: unknown) =>
  readBenchmark(Buffer.from(JSON.stringify(value))).measurements;

describe('readBenchmark', () => {
  it('reads our own form, where rates are better when higher unless it says otherwise', () => {
    expect(
      read({
        benchmarks: [
          { name: 'parse', value: 12.5, unit: 'ms' },
          { name: 'write', value: 900, unit: 'ops/sec' },
          { name: 'score', value: 3, unit: 'points', higherIsBetter: true },
          { name: 'drops', value: 3, unit: 'drops/s', higherIsBetter: false },
        ],
      }),
    ).toEqual([
      { name: 'parse', value: 12.5, unit: 'ms', higherIsBetter: false },
      { name: 'write', value: 900, unit: 'ops/sec', higherIsBetter: true },
      { name: 'score', value: 3, unit: 'points', higherIsBetter: true },
      { name: 'drops', value: 3, unit: 'drops/s', higherIsBetter: false },
    ]);
  });

  it('reads Google Benchmark: the stated median, or that of the iterations', () => {
    const entry = (name: string, time: number, more = {}) => ({
      name,
      run_name: 'BM_Sort',
      run_type: 'iteration',
      real_time: time,
      cpu_time: time,
      time_unit: 'us',
      ...more,
    });
    const context = { date: '2026-11-20', num_cpus: 8 };
    expect(
      read({
        context,
        benchmarks: [
          entry('BM_Sort', 30),
          entry('BM_Sort', 10),
          entry('BM_Sort', 14),
        ],
      }),
    ).toEqual([
      { name: 'BM_Sort', value: 14, unit: 'us', higherIsBetter: false },
    ]);
    expect(
      read({
        context,
        benchmarks: [
          entry('BM_Sort', 30),
          entry('BM_Sort_median', 12, {
            run_type: 'aggregate',
            aggregate_name: 'median',
          }),
          entry('BM_Sort_stddev', 2, {
            run_type: 'aggregate',
            aggregate_name: 'stddev',
          }),
          { name: 'BM_Broken', error_occurred: true, error_message: 'no' },
        ],
      }),
    ).toEqual([
      { name: 'BM_Sort', value: 12, unit: 'us', higherIsBetter: false },
    ]);
  });

  it('reads hyperfine and github-action-benchmark', () => {
    expect(
      read({ results: [{ command: 'shop --help', mean: 0.2, median: 0.19 }] }),
    ).toEqual([
      { name: 'shop --help', value: 0.19, unit: 's', higherIsBetter: false },
    ]);
    expect(
      read([
        { name: 'parse', unit: 'ops/sec', value: 120, range: '±1%' },
        { name: 'memory', unit: 'Megabytes', value: 100 },
      ]),
    ).toEqual([
      { name: 'parse', unit: 'ops/sec', value: 120, higherIsBetter: true },
      { name: 'memory', unit: 'Megabytes', value: 100, higherIsBetter: false },
    ]);
  });

  it.each([
    ['{"benchmarks": [', /no JSON.*position|no JSON/],
    [
      '{"benchmarks": [{"name": "a", "value": "fast", "unit": "ms"}]}',
      /no benchmark document: benchmarks\.0\.value: .*number/,
    ],
    ['{"times": []}', /benchmarks: /],
    ['[{"name": "a"}]', /no list of benchmarks: 0\.value/],
    ['7', /no benchmark document/],
  ])('refuses %s and says what is wrong', (text, reason) => {
    expect(() => readBenchmark(Buffer.from(text))).toThrow(reason);
  });
});
