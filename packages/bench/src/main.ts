import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { formatTable } from './formatTable';
import { parseCommandLine } from './parseCommandLine';
import { NoDataError } from './Suite';
import { suites } from './suites';

/** Exit codes: 0 measured (floors met or not), 1 a suite failed, 2 usage or no data. */
async function main(): Promise<number> {
  const repository = resolvePackagePath('@showcaller/bench', '../..');
  let commandLine;
  try {
    commandLine = parseCommandLine({
      args: process.argv.slice(2),
      suites,
      repository,
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    return 2;
  }
  const { suite, json, ...options } = commandLine;
  try {
    const result = await suite.run({
      ...options,
      progress: text => process.stderr.write(`${suite.name}: ${text}\n`),
    });
    if (!json) {
      for (const { title, rows } of result.tables) {
        process.stdout.write(`${formatTable(title, rows)}\n\n`);
      }
    }
    process.stdout.write(`${JSON.stringify(result.json)}\n`);
    return 0;
  } catch (error) {
    const problem = error as Error;
    process.stderr.write(`${suite.name}: ${problem.message}\n`);
    return problem instanceof NoDataError ? 2 : 1;
  }
}

main().then(
  code => {
    // Whatever a suite left open (servers, pools) must not keep the figure from being printed and the process from ending.
    process.exitCode = code;
    process.stdout.write('', () => process.exit(code));
  },
  error => {
    process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
    process.exit(1);
  },
);
