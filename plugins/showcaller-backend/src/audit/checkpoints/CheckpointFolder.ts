import { HASH_BYTES } from '@showcaller/engine/audit';
import {
  link,
  mkdir,
  open,
  readdir,
  readFile,
  rename,
  stat,
  unlink,
} from 'node:fs/promises';
import path from 'node:path';

const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/** A checkpoint as it lies in the folder. */
export interface PublishedCheckpoint {
  /** Below the folder, with slashes: `2026-11/0000000000000123.checkpoint`. */
  file: string;
  /** As the name of the file says. */
  size: number;
  note: string;
}

/**
 * Checkpoints outside the database: a folder for each month, two files for each checkpoint.
 *
 *   <size>.checkpoint   the signed note
 *   <size>.leaves       leaf hashes of the entries since the checkpoint before, 32 bytes each
 *
 * A file is complete or not there, and is never written over. The leaf hashes tell which entry was altered when somebody
 * rewrote the rest of the log to fit; the note vouches for them.
 */
export class CheckpointFolder {
  readonly #folder: string;

  static create(options: { folder: string }): CheckpointFolder {
    return new CheckpointFolder(options);
  }

  private constructor(options: { folder: string }) {
    this.#folder = options.folder;
  }

  /** Smallest first. */
  async list(): Promise<PublishedCheckpoint[]> {
    const found: PublishedCheckpoint[] = [];
    for (const file of await this.files()) {
      const note = await readFile(path.join(this.#folder, file), 'utf8');
      found.push({ file, size: sizeOf(file), note });
    }
    return found;
  }

  /** The one of the longest log. */
  async newest(): Promise<PublishedCheckpoint | undefined> {
    const file = (await this.files()).at(-1);
    if (file === undefined) {
      return undefined;
    }
    const note = await readFile(path.join(this.#folder, file), 'utf8');
    return { file, size: sizeOf(file), note };
  }

  /** The last leaf hashes before a checkpoint; undefined when the file is gone or cut. */
  async readLeaves(checkpointFile: string): Promise<Uint8Array[] | undefined> {
    const file = checkpointFile.replace(/checkpoint$/, 'leaves');
    const bytes = await readFile(path.join(this.#folder, file)).catch(
      () => undefined,
    );
    if (!bytes || bytes.length % HASH_BYTES !== 0) {
      return undefined;
    }
    return Array.from({ length: bytes.length / HASH_BYTES }, (_, index) =>
      Uint8Array.from(
        bytes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES),
      ),
    );
  }

  /**
   * Writes a checkpoint and answers its name below the folder.
   *
   * @throws Error with the code EEXIST when there is one of this size
   */
  async write(checkpoint: {
    size: number;
    at: string;
    note: string;
    leaves: Uint8Array[];
  }): Promise<string> {
    const { size, at, note, leaves } = checkpoint;
    const stem = `${at.slice(0, 7)}/${String(size).padStart(16, '0')}`;
    await mkdir(path.join(this.#folder, at.slice(0, 7)), { recursive: true });
    // A crash between the two leaves leaf hashes without a note, which nobody asks for; they are written again.
    const leavesFile = path.join(this.#folder, `${stem}.leaves`);
    const file = `${stem}.checkpoint`;
    if (!(await exists(path.join(this.#folder, file)))) {
      await unlink(leavesFile).catch(() => undefined);
    }
    await writeOnce(leavesFile, Buffer.concat(leaves));
    await writeOnce(path.join(this.#folder, file), Buffer.from(note));
    return file;
  }

  /** Names of the checkpoints below the folder, smallest first. */
  async files(): Promise<string[]> {
    const names = await readdir(this.#folder, {
      recursive: true,
      encoding: 'utf8',
    }).catch(error => {
      if (error.code === 'ENOENT') {
        return [];
      }
      throw error;
    });
    return names
      .map(name => name.split(path.sep).join('/'))
      .filter(name => /^\d{4}-\d\d\/\d{16}\.checkpoint$/.test(name))
      .sort((one, other) => sizeOf(one) - sizeOf(other));
  }
}

function sizeOf(file: string): number {
  return Number(path.basename(file, '.checkpoint'));
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function writeOnce(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  const handle = await open(draft, 'w', 0o644);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!NO_LINKS.includes(code) || (await exists(file))) {
      throw error;
    }
    // A file system without hard links.
    await rename(draft, file);
  } finally {
    await unlink(draft).catch(() => undefined);
  }
}
