import { formatCount } from '@showcaller/backstage-plugin-showcaller-react';
import type { PolicyFile } from '@showcaller/engine/policy';
import { diffLines, type DiffLine } from './diffLines';

/** How one file of a bundle differs. */
export interface FileDiff {
  path: string;
  kind: 'added' | 'removed' | 'changed';
  added: number;
  removed: number;
  /** Lines that differ with a few around them; parts that are left out lie between. */
  parts: DiffLine[][];
}

/** Equal lines that are shown around a change. */
const AROUND = 3;

/** The files that differ between two bundles, by path. */
export function diffBundles(
  before: readonly PolicyFile[],
  after: readonly PolicyFile[],
): FileDiff[] {
  const paths = [...new Set([...before, ...after].map(({ path }) => path))];
  return paths.sort().flatMap(path => {
    const old = before.find(file => file.path === path);
    const now = after.find(file => file.path === path);
    const lines = diffLines(old?.text ?? '', now?.text ?? '');
    const added = lines.filter(({ kind }) => kind === 'added').length;
    const removed = lines.filter(({ kind }) => kind === 'removed').length;
    if (old && now && added + removed === 0) {
      return [];
    }
    const came: FileDiff['kind'] = now ? 'added' : 'removed';
    return [
      {
        path,
        kind: old && now ? 'changed' : came,
        added,
        removed,
        parts: partsAround(lines),
      },
    ];
  });
}

/** `2 files change: 4 lines added, 1 line removed.` */
export function diffWords(files: readonly FileDiff[], against: string): string {
  if (files.length === 0) {
    return `Its text is that of ${against}.`;
  }
  const sum = (count: 'added' | 'removed') =>
    files.reduce((total, file) => total + file[count], 0);
  return `${formatCount(
    files.length,
    'file differs',
    'files differ',
  )} from ${against}: ${formatCount(sum('added'), 'line')} added, ${formatCount(
    sum('removed'),
    'line',
  )} removed.`;
}

function partsAround(lines: DiffLine[]): DiffLine[][] {
  const shown = new Array<boolean>(lines.length).fill(false);
  for (const [index, { kind }] of lines.entries()) {
    if (kind !== 'same') {
      shown.fill(true, Math.max(0, index - AROUND), index + AROUND + 1);
    }
  }
  const parts: DiffLine[][] = [];
  for (const [index, line] of lines.entries()) {
    if (shown[index]) {
      if (index === 0 || !shown[index - 1]) {
        parts.push([]);
      }
      parts[parts.length - 1].push(line);
    }
  }
  return parts;
}
