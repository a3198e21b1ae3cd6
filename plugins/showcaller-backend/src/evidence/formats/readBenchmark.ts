import { z } from 'zod';
import { decodeText } from './decodeText';
import { checkShape, parseJson } from './readJson';
import type { BenchmarkReport, Measurement } from './types';

const MAX_MEASUREMENTS = 10_000;
// PostgreSQL stores no NUL in a text.
const name = z
  .string()
  .min(1)
  .max(300)
  .refine(text => !text.includes('\0'), 'must not contain NUL');
const number = z.number();

/** Units of throughput, where more is better: `ops/sec`, `MB/s`. */
const RATE = /\/ ?(s|sec|second)$|per second$/i;

const own = z.object({
  benchmarks: z
    .array(
      z.object({
        name,
        value: number,
        unit: z.string().max(40),
        higherIsBetter: z.boolean().optional(),
      }),
    )
    .max(MAX_MEASUREMENTS),
});

const google = z.object({
  benchmarks: z
    .array(
      z.object({
        name,
        run_name: name.optional(),
        run_type: z.string().optional(),
        aggregate_name: z.string().optional(),
        real_time: number.optional(),
        time_unit: z.string().default('ns'),
        error_occurred: z.boolean().optional(),
      }),
    )
    .max(MAX_MEASUREMENTS),
});

const hyperfine = z.object({
  results: z
    .array(z.object({ command: name, median: number.optional(), mean: number }))
    .max(MAX_MEASUREMENTS),
});

const action = z
  .array(z.object({ name, value: number, unit: z.string().max(40) }))
  .max(MAX_MEASUREMENTS);

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? sorted[Math.floor(middle)]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Repetitions of one benchmark are one measurement: its median, as the tool states it or else over the iterations. */
function readGoogle(value: unknown): Measurement[] {
  const { benchmarks } = checkShape(google, value, 'Google Benchmark report');
  const byName = new Map<
    string,
    { unit: string; stated?: number; times: number[] }
  >();
  for (const entry of benchmarks) {
    const { real_time: time, time_unit: unit, aggregate_name: kind } = entry;
    if (entry.error_occurred || time === undefined) {
      continue;
    }
    const of = entry.run_name ?? entry.name;
    const known = byName.get(of) ?? { unit, times: [] };
    if (kind === 'median') {
      known.stated = time;
    } else if (kind === undefined) {
      known.times.push(time);
    }
    byName.set(of, known);
  }
  return [...byName].flatMap(([of, { unit, stated, times }]) =>
    stated === undefined && times.length === 0
      ? []
      : [
          {
            name: of,
            value: stated ?? median(times),
            unit,
            higherIsBetter: false,
          },
        ],
  );
}

function readHyperfine(value: unknown): Measurement[] {
  return checkShape(hyperfine, value, 'hyperfine export').results.map(
    result => ({
      name: result.command,
      value: result.median ?? result.mean,
      unit: 's',
      higherIsBetter: false,
    }),
  );
}

function readAction(value: unknown): Measurement[] {
  return checkShape(action, value, 'list of benchmarks').map(entry => ({
    ...entry,
    higherIsBetter: RATE.test(entry.unit),
  }));
}

function readOwn(value: unknown): Measurement[] {
  return checkShape(own, value, 'benchmark document').benchmarks.map(entry => ({
    ...entry,
    higherIsBetter: entry.higherIsBetter ?? RATE.test(entry.unit),
  }));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each form, and how it shows. The first that fits is read; our own comes last and says what is wrong. */
const forms: Array<{
  fits(value: unknown): boolean;
  read(value: unknown): Measurement[];
}> = [
  { fits: value => Array.isArray(value), read: readAction },
  {
    fits: value => isObject(value) && Array.isArray(value.results),
    read: readHyperfine,
  },
  {
    fits: value => isObject(value) && isObject(value.context),
    read: readGoogle,
  },
  { fits: () => true, read: readOwn },
];

/**
 * Reads benchmark results: our own form (`BenchmarkUpload`), Google Benchmark's JSON, hyperfine's `--export-json`, or the
 * list of `{ name, unit, value }` that github-action-benchmark takes. Rates such as `ops/sec` are better when higher.
 *
 * @throws UnreadableDocument with what is wrong and where.
 */
export function readBenchmark(bytes: Uint8Array): BenchmarkReport {
  const value = parseJson(decodeText(bytes));
  const { read } = forms.find(({ fits }) => fits(value)) ?? forms[0];
  const byName = new Map(
    read(value).map(measurement => [measurement.name, measurement]),
  );
  return { kind: 'benchmark', measurements: [...byName.values()] };
}
