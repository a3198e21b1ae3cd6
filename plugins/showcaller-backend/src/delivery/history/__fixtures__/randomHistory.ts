import type { FileOperation, GeneratedCommit } from './GeneratedRepository';

/** mulberry32: small, seeded, the same everywhere. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) % 4294967296;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FOLDERS = ['', 'src/', 'src/deep/', 'lib/', 'docs/naïve/'];

/**
 * A believable history on `main`: additions, changes, deletions, renames with and without a change, files that come back,
 * binary files, empty commits, several authors, clocks that go backwards now and then.
 */
export function randomHistory(options: {
  seed: number;
  commits: number;
  start?: number;
}): GeneratedCommit[] {
  const random = randomNumbers(options.seed);
  const int = (limit: number) => Math.floor(random() * limit);
  const files: string[] = [];
  const gone: string[] = [];
  let names = 0;
  let time = options.start ?? 1_700_000_000;

  const newName = () => {
    names += 1;
    return `${FOLDERS[int(FOLDERS.length)]}f${options.seed}-${names}.ts`;
  };
  const operation = (taken: Set<string>): FileOperation | undefined => {
    const kind = random();
    const free = files.filter(file => !taken.has(file));
    const file = free[int(free.length)];
    if (kind < 0.3 || !file) {
      const back = kind < 0.05 ? gone.pop() : undefined;
      const path = back && !taken.has(back) ? back : newName();
      files.push(path);
      return { op: 'add', path, added: 10 + int(50) };
    }
    if (kind < 0.35) {
      return { op: 'binary', path: `${newName()}.bin` };
    }
    if (kind < 0.42) {
      files.splice(files.indexOf(file), 1);
      gone.push(file);
      return { op: 'delete', path: file };
    }
    if (kind < 0.55) {
      const path = newName();
      files.splice(files.indexOf(file), 1, path);
      taken.add(path);
      return { op: 'rename', from: file, path, added: int(3) };
    }
    return { op: 'change', path: file, added: 1 + int(6), deleted: int(2) };
  };

  return Array.from({ length: options.commits }, (_, i) => {
    time += int(3 * 86_400) - (random() < 0.1 ? 86_400 : 0);
    const taken = new Set<string>();
    const operations: FileOperation[] = [];
    for (let n = random() < 0.05 ? 0 : 1 + int(6); n > 0; n--) {
      const next = operation(taken);
      if (next) {
        taken.add(next.path);
        if (next.op === 'rename') {
          taken.add(next.from);
        }
        operations.push(next);
      }
    }
    return {
      author: ['ann', 'bob', 'cid', 'dee'][int(4)],
      time,
      message: random() < 0.3 ? `Fix number ${i}\n\nWith a body.` : `Work ${i}`,
      operations,
    };
  });
}
