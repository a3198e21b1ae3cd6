import { runGitHere } from '../git/runGitHere';

const TIMEOUT_MS = 20_000;
const RANGES = 200;
const HEADER = /^([0-9a-f]{40,64}) \d+ \d+(?: (\d+))?$/;

/**
 * Who last changed some lines of a file as it was at a revision: number of lines by commit. Whitespace does not count,
 * renames are followed, and the commits in `ignored` pass their lines on to what was there before them. Lines that go
 * back to the first commit of all are its own.
 *
 * @throws GitError when the file is not there; Error when it takes longer than 20 seconds.
 */
export async function blameLines(options: {
  gitDir: string;
  /** A full commit id: a name could be taken for an option. */
  revision: string;
  path: string;
  /** From 1, ascending. */
  lines: number[];
  ignored: string[];
  signal?: AbortSignal;
}): Promise<Map<string, number>> {
  const { gitDir, revision, path, lines, ignored, signal } = options;
  const counts = new Map<string, number>();
  const ranges = rangesOf(lines);
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  for (let start = 0; start < ranges.length; start += RANGES) {
    const output = await runGitHere({
      gitDir,
      args: [
        'blame',
        '--porcelain',
        '-w',
        ...ignored.map(sha => `--ignore-rev=${sha}`),
        ...ranges.slice(start, start + RANGES).map(range => `-L${range}`),
        revision,
        '--',
        path,
      ],
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
    countLines(output, counts);
  }
  return counts;
}

/** `first,last` of each stretch of neighbouring lines. */
function rangesOf(lines: number[]): string[] {
  const ranges: Array<[number, number]> = [];
  for (const line of lines) {
    const last = ranges.at(-1);
    if (last && line <= last[1] + 1) {
      last[1] = line;
    } else {
      ranges.push([line, line]);
    }
  }
  return ranges.map(([first, last]) => `${first},${last}`);
}

/** Every line has a header with its commit; the content, which could look like one, begins with a tab. */
function countLines(porcelain: string, counts: Map<string, number>): void {
  for (const line of porcelain.split('\n')) {
    const sha = HEADER.exec(line)?.[1];
    if (sha) {
      counts.set(sha, (counts.get(sha) ?? 0) + 1);
    }
  }
}
