import type { CoverageReport } from '../types';
import { UnreadableDocument } from '../UnreadableDocument';

/**
 * LCOV: `DA:<line>,<hits>` and `BRDA:<line>,<block>,<branch>,<taken>` below `SF:<file>`. A file may come several times, for
 * several tests: what one of them hit is covered.
 */
export function readLcov(text: string): CoverageReport {
  const lines = new Map<string, boolean>();
  const branches = new Map<string, boolean>();
  const note = (map: Map<string, boolean>, key: string, hit: boolean) =>
    map.set(key, hit || (map.get(key) ?? false));
  let file: string | undefined;
  let number = 0;
  for (const row of text.split('\n')) {
    number += 1;
    const [, tag, rest] =
      /^(SF|DA|BRDA|end_of_record)(?::(.*))?$/.exec(row.trim()) ?? [];
    const place = number;
    const fail = (message: string) =>
      new UnreadableDocument(`line ${place}: ${message}`);
    if (tag === 'SF') {
      file = rest;
    } else if (tag === 'end_of_record') {
      file = undefined;
    } else if (tag !== undefined) {
      if (file === undefined) {
        throw fail(`${tag} comes before the SF that names its file`);
      }
      const fields = (rest ?? '').split(',');
      if (tag === 'DA') {
        if (!/^\d+$/.test(fields[0]) || !/^-?\d+$/.test(fields[1] ?? '')) {
          throw fail('DA must be a line number and a number of hits');
        }
        note(lines, `${file}\0${fields[0]}`, Number(fields[1]) > 0);
      } else {
        if (fields.length !== 4 || !/^(\d+|-)$/.test(fields[3])) {
          throw fail('BRDA must be line, block, branch and times taken, or -');
        }
        note(
          branches,
          `${file}\0${fields.slice(0, 3).join()}`,
          fields[3] !== '-' && fields[3] !== '0',
        );
      }
    }
  }
  if (lines.size === 0) {
    throw new UnreadableDocument(
      'The LCOV report has no DA row: nothing was measured',
    );
  }
  return {
    kind: 'coverage',
    format: 'LCOV',
    lines: count(lines),
    ...(branches.size > 0 && { branches: count(branches) }),
  };
}

function count(hits: Map<string, boolean>) {
  const all = [...hits.values()];
  return { covered: all.filter(Boolean).length, total: all.length };
}
