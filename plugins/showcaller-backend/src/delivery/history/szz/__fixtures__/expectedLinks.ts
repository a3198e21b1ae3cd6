import type { GeneratedCommit } from '../../__fixtures__/GeneratedRepository';

/**
 * The lines that each fix of a generated history on one branch takes away, by the commit that they came from. By the
 * definition of the generated files: a change drops the first lines of a file and appends new ones.
 */
export function expectedLinks(
  commits: GeneratedCommit[],
): Map<number, Map<number, number>> {
  const files = new Map<string, number[]>();
  const links = new Map<number, Map<number, number>>();
  for (const [index, { message, operations }] of commits.entries()) {
    const counts = new Map<number, number>();
    for (const operation of operations) {
      if (operation.op === 'delete') {
        files.delete(operation.path);
      } else if (operation.op !== 'binary') {
        const source =
          operation.op === 'rename' ? operation.from : operation.path;
        const before = operation.op === 'add' ? [] : files.get(source) ?? [];
        const dropped = operation.op === 'change' ? operation.deleted : 0;
        for (const origin of before.slice(0, dropped)) {
          counts.set(origin, (counts.get(origin) ?? 0) + 1);
        }
        if (operation.op === 'rename') {
          files.delete(operation.from);
        }
        files.set(operation.path, [
          ...before.slice(dropped),
          ...Array.from({ length: operation.added }, () => index),
        ]);
      }
    }
    if (/fix/i.test(message)) {
      links.set(index, counts);
    }
  }
  return links;
}
