import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Suite } from './Suite';

export interface CommandLine {
  suite: Suite;
  dataFolder: string;
  json: boolean;
  seed: number;
  runs?: number;
}

/**
 * Reads `<suite> [--data <folder>] [--json] [--seed <n>] [--runs <n>]`. A relative `--data` is relative to the repository.
 * Throws an Error whose message is the usage.
 */
export function parseCommandLine(options: {
  args: string[];
  suites: Suite[];
  repository: string;
}): CommandLine {
  const { args, suites, repository } = options;
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      json: { type: 'boolean', default: false },
      seed: { type: 'string', default: '1' },
      runs: { type: 'string' },
    },
  });
  const suite = suites.find(({ name }) => name === positionals[0]);
  if (!suite || positionals.length !== 1) {
    const list = suites
      .map(({ name, description }) => `  ${name.padEnd(16)} ${description}`)
      .join('\n');
    throw new Error(
      `usage: npm run bench -- <suite> [--data <folder>] [--json] [--seed <n>] [--runs <n>]\n${list}`,
    );
  }
  return {
    suite,
    dataFolder: path.resolve(repository, values.data ?? suite.defaultData),
    json: values.json ?? false,
    seed: wholeNumber('--seed', values.seed ?? '1'),
    runs:
      values.runs === undefined
        ? undefined
        : wholeNumber('--runs', values.runs),
  };
}

function wholeNumber(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0) {
    throw new Error(`${option} takes a whole number, not "${text}"`);
  }
  return value;
}
