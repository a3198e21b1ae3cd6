import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { archiveLimits } from './limits';
import type { ArchiveContent, ArchiveFile, WantedFiles } from './messages';
import { RefusedArchive } from './RefusedArchive';

/**
 * A ZIP archive in memory. Nothing of it is ever written to a disk; still an archive with paths that lead out of it, with
 * entries over each other, or with far more in it than its size lets expect is refused as a whole: it was made to do harm.
 */
export class OpenArchive {
  readonly content: ArchiveContent;
  readonly #zip: ZipFile;
  readonly #entries: Map<number, { entry: Entry; maxBytes: number }>;

  /** @throws RefusedArchive */
  static async open(
    bytes: Uint8Array,
    wanted: WantedFiles[],
  ): Promise<OpenArchive> {
    try {
      const buffer = Buffer.from(
        bytes.buffer,
        bytes.byteOffset,
        bytes.byteLength,
      );
      const zip = await fromBufferPromise(buffer, {
        lazyEntries: true,
        validateEntrySizes: true,
      });
      const entries = await readEntries(zip);
      refuseBomb(entries, bytes.length);
      return new OpenArchive(zip, entries, wanted);
    } catch (error) {
      throw refusalOf(error, 'The archive');
    }
  }

  private constructor(zip: ZipFile, entries: Entry[], wanted: WantedFiles[]) {
    this.#zip = zip;
    this.#entries = new Map();
    const files: ArchiveFile[] = [];
    let matching = 0;
    for (const [index, entry] of entries.entries()) {
      const path = entry.fileName;
      const rule = wanted.findIndex(({ file }) => file.test(path));
      if (rule < 0 || path.endsWith('/')) {
        continue;
      }
      matching += 1;
      if (files.length < archiveLimits.files) {
        const { maxBytes } = wanted[rule];
        const problem = problemOf(entry, maxBytes);
        files.push({ index, path, wanted: rule, problem });
        this.#entries.set(index, { entry, maxBytes });
      }
    }
    this.content = { files, matching, total: entries.length };
  }

  /** @throws RefusedArchive */
  async read(index: number): Promise<Uint8Array<ArrayBuffer>> {
    const found = this.#entries.get(index);
    if (!found) {
      throw new RefusedArchive('There is no such file in the archive');
    }
    const { entry, maxBytes } = found;
    const problem = problemOf(entry, maxBytes);
    if (problem) {
      throw new RefusedArchive(problem);
    }
    try {
      // What yields more than it says is ended by the stream: the size that was checked is the one that comes.
      const stream = await this.#zip.openReadStreamPromise(entry);
      const bytes = new Uint8Array(entry.uncompressedSize);
      let offset = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        bytes.set(chunk, offset);
        offset += chunk.length;
      }
      return bytes;
    } catch (error) {
      throw refusalOf(error, entry.fileName);
    }
  }

  close(): void {
    this.#entries.clear();
    this.#zip.close();
  }
}

async function readEntries(zip: ZipFile): Promise<Entry[]> {
  const { entries: most, pathCharacters } = archiveLimits;
  if (zip.entryCount > most) {
    throw new RefusedArchive(
      `The archive has ${zip.entryCount} entries; ${most} are the most`,
    );
  }
  const entries: Entry[] = [];
  const paths = new Set<string>();
  for await (const entry of zip.eachEntry()) {
    const { fileName } = entry;
    if (fileName.length > pathCharacters) {
      throw new RefusedArchive(
        `The archive has a path of ${fileName.length} characters; ${pathCharacters} are the most`,
      );
    }
    if (paths.has(fileName)) {
      throw new RefusedArchive(`The archive holds ${fileName} twice`);
    }
    paths.add(fileName);
    entries.push(entry);
  }
  return entries;
}

/** @throws RefusedArchive for what would become far larger than it is, and for entries that lie over each other. */
function refuseBomb(entries: Entry[], bytes: number): void {
  const { unpackedBytes, ratio, ratioFromBytes } = archiveLimits;
  let packed = 0;
  let unpacked = 0;
  for (const entry of entries) {
    packed += entry.compressedSize;
    unpacked += entry.uncompressedSize;
  }
  if (unpacked > unpackedBytes) {
    throw new RefusedArchive(
      `The archive would unpack to ${unpacked} bytes; ${unpackedBytes} are the most`,
    );
  }
  if (packed > bytes) {
    throw new RefusedArchive(
      `The entries of the archive have ${packed} bytes together, but the archive itself has ${bytes}: they lie over each other`,
    );
  }
  if (unpacked > ratioFromBytes && unpacked > bytes * ratio) {
    throw new RefusedArchive(
      `The archive would unpack to ${Math.round(
        unpacked / bytes,
      )} times its size; ${ratio} times is the most`,
    );
  }
}

function problemOf(entry: Entry, maxBytes: number): string | undefined {
  if (entry.isEncrypted()) {
    return 'The file is encrypted';
  }
  if (entry.compressionMethod !== 0 && entry.compressionMethod !== 8) {
    return `The file is compressed by method ${entry.compressionMethod}; stored and deflated ones are read`;
  }
  return entry.uncompressedSize > maxBytes
    ? `The file has ${entry.uncompressedSize} bytes; ${maxBytes} are the most for its kind`
    : undefined;
}

function refusalOf(error: unknown, what: string): RefusedArchive {
  return error instanceof RefusedArchive
    ? error
    : new RefusedArchive(
        `${what} cannot be read: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
}
