import { parseArguments, usage } from './arguments';
import { runDemo } from './runDemo';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new Error(`stopped by ${name}`)));
}

async function main(): Promise<number> {
  try {
    const args = parseArguments(process.argv.slice(2), process.env);
    if (!args) {
      process.stdout.write(usage);
      return 0;
    }
    await runDemo(args, { signal: stop.signal, out: process.stdout });
    return 0;
  } catch (error) {
    if (stop.signal.aborted) {
      return 0;
    }
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(`\ndemo: ${text}\n`);
    return 1;
  }
}

main().then(code => {
  // Connections kept alive for the next webhook would hold the process.
  process.exit(code);
});
