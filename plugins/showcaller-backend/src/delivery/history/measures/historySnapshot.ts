import { gunzipSync, gzipSync } from 'node:zlib';
import { HistoryState } from './HistoryState';

const FORMAT = 1;

type FileEntry = [string, number, number | null, number, number, ...number[]];
type AuthorEntry = [
  string,
  number,
  number,
  number[],
  number[],
  Array<[string, number]>,
];

/** The state as compressed bytes, for the next run to continue from. */
export function encodeState(state: HistoryState): Buffer {
  const files: FileEntry[] = [];
  for (const [path, file] of state.files) {
    files.push([
      path,
      file.lines,
      Number.isNaN(file.changedAt) ? null : file.changedAt,
      file.changes,
      file.carried,
      ...file.developers,
    ]);
  }
  const authors = state.authors.map(
    (author): AuthorEntry => [
      author.hash,
      author.touches,
      author.compactAt,
      author.times,
      author.weights,
      [...author.files],
    ],
  );
  return gzipSync(JSON.stringify({ format: FORMAT, files, authors }), {
    level: 1,
  });
}

/** @throws Error when the bytes are of another format; the import then starts over. */
export function decodeState(bytes: Uint8Array): HistoryState {
  const { format, files, authors } = JSON.parse(
    gunzipSync(bytes).toString('utf8'),
  ) as { format: number; files: FileEntry[]; authors: AuthorEntry[] };
  if (format !== FORMAT) {
    throw new Error(`Unknown format ${format} of a history state`);
  }
  const state = HistoryState.create();
  for (const [
    path,
    lines,
    changedAt,
    changes,
    carried,
    ...developers
  ] of files) {
    state.files.set(path, {
      lines,
      changedAt: changedAt ?? Number.NaN,
      changes,
      carried,
      developers,
    });
  }
  for (const [hash, touches, compactAt, times, weights, own] of authors) {
    state.addAuthor({
      hash,
      touches,
      compactAt,
      times,
      weights,
      files: new Map(own),
    });
  }
  return state;
}
