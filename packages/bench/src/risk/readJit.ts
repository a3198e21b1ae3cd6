import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

/** Labelled rows in the order of time. */
export interface JitRows {
  /** Row-major, one value per feature; NaN where a cell is empty. */
  rows: Float32Array;
  /** 0 or 1 per row. */
  labels: Uint8Array;
}

/** The changes of one project, as a CSV file has them. */
export interface JitProject {
  family: string;
  name: string;
  features: string[];
  train: JitRows;
  test: JitRows;
}

const TRAINING_SHARE = 0.7;
const FIXED_COLUMNS = ['order', 'label'];

/**
 * Reads `<family>/<project>.csv` of a folder, or the CSV files of the folder itself as one family: columns `order`, `label` and
 * any features. The first 70 % of the rows by order are for training, the rest for the test. Files without these two columns
 * are named in `skipped`.
 */
export async function readJit(
  folder: string,
): Promise<{ projects: JitProject[]; skipped: string[] }> {
  const projects: JitProject[] = [];
  const skipped: string[] = [];
  for (const { family, file } of await filesOf(folder)) {
    const name = path.basename(file, '.csv');
    const read = parseProject(await readFile(file, 'utf8'));
    if (read) {
      projects.push({ family, name, ...read });
    } else {
      skipped.push(`${family}/${name}`);
    }
  }
  return { projects, skipped };
}

async function filesOf(
  folder: string,
): Promise<Array<{ family: string; file: string }>> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(
    () => [],
  );
  const families = [
    { family: path.basename(folder), directory: folder },
    ...entries
      .filter(entry => entry.isDirectory())
      .map(({ name }) => ({
        family: name,
        directory: path.join(folder, name),
      })),
  ];
  const files = await Promise.all(
    families.map(async ({ family, directory }) =>
      (
        await readdir(directory).catch(() => [])
      )
        .filter(name => name.endsWith('.csv'))
        .sort()
        .map(name => ({ family, file: path.join(directory, name) })),
    ),
  );
  return files.flat().sort((a, b) => (a.file < b.file ? -1 : 1));
}

function parseProject(
  text: string,
): Pick<JitProject, 'features' | 'train' | 'test'> | undefined {
  const [header, ...lines] = text
    .trim()
    .split('\n')
    .map(line => line.trim().split(','));
  if (FIXED_COLUMNS.some(name => !header.includes(name)) || lines.length < 2) {
    return undefined;
  }
  const [order, label] = FIXED_COLUMNS.map(name => header.indexOf(name));
  const columns = header.flatMap((name, index) =>
    FIXED_COLUMNS.includes(name) ? [] : [index],
  );
  // Of a change whose outcome nobody wrote down nothing can be learned.
  const known = lines
    .filter(line => !Number.isNaN(numberOf(line[label])))
    .sort((a, b) => Number(a[order]) - Number(b[order]));
  const part = (chosen: string[][]): JitRows => ({
    rows: Float32Array.from(
      chosen.flatMap(line => columns.map(column => numberOf(line[column]))),
    ),
    labels: Uint8Array.from(chosen, line =>
      numberOf(line[label]) > 0 ? 1 : 0,
    ),
  });
  const cut = Math.floor(known.length * TRAINING_SHARE);
  return {
    features: columns.map(column => header[column]),
    train: part(known.slice(0, cut)),
    test: part(known.slice(cut)),
  };
}

const WORDS: Record<string, number> = { true: 1, false: 0 };

/** An empty cell, a word or an infinite number is unknown, not 0; True and False are 1 and 0. */
function numberOf(cell: string | undefined): number {
  const text = cell?.trim().toLowerCase() ?? '';
  const value = text === '' ? NaN : WORDS[text] ?? Number(text);
  return Number.isFinite(Math.fround(value)) ? value : NaN;
}
