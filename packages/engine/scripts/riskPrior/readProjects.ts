import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kameiFeatures } from '../../src/risk';

/** Rows in the order of time. */
export interface LabelledPart {
  /** Row-major, one column per change measure. */
  rows: Float32Array;
  /** 0 or 1 per row. */
  labels: Uint8Array;
}

export interface Project {
  name: string;
  /** The first 70 % of the changes. */
  train: LabelledPart;
  /** The rest: never trained on, never chosen by. */
  test: LabelledPart;
}

const TRAINING_SHARE = 0.7;

/** The rows from one share of a part to another. */
export function slice(
  part: LabelledPart,
  from: number,
  to: number,
): LabelledPart {
  const width = kameiFeatures.length;
  const [first, end] = [from, to].map(share =>
    Math.floor(part.labels.length * share),
  );
  return {
    rows: part.rows.subarray(first * width, end * width),
    labels: part.labels.subarray(first, end),
  };
}

/** Every project of a folder with `<project>.csv`, by name. Throws when a file lacks a column. */
export function readProjects(folder: string): Project[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.csv'))
    .sort()
    .map(file => readProject(folder, file));
}

function readProject(folder: string, file: string): Project {
  const [header, ...lines] = readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map(line => line.trim().split(','));
  const wanted = ['order', 'label', ...kameiFeatures.map(({ name }) => name)];
  const [order, label, ...columns] = wanted.map(name => header.indexOf(name));
  if ([order, label, ...columns].includes(-1)) {
    throw new Error(
      `${file} must have the columns ${wanted.join(', ')}; it has ${header.join(
        ', ',
      )}`,
    );
  }
  lines.sort((a, b) => Number(a[order]) - Number(b[order]));
  const whole = {
    rows: Float32Array.from(
      lines.flatMap(line => columns.map(column => Number(line[column]))),
    ),
    labels: Uint8Array.from(lines, line => Number(line[label])),
  };
  return {
    name: file.replace(/\.csv$/, ''),
    train: slice(whole, 0, TRAINING_SHARE),
    test: slice(whole, TRAINING_SHARE, 1),
  };
}
