import { InputError } from '@backstage/errors';
import {
  createNoteSigner,
  type NoteSigner,
  type NoteVerifier,
  openCheckpoint,
  parseSignerKey,
  parseVerifierKey,
  type TreeHead,
} from '@showcaller/engine/audit';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CheckpointConfig } from './auditConfig';

/** The key that checkpoints are signed with, and those they were signed with before. */
export class CheckpointKeys {
  readonly signer: NoteSigner;
  readonly #verifiers: NoteVerifier[];

  /**
   * Takes the configured key. In development one is made at the first start, and kept for its owner to read only; in
   * production it is required: a key that lies beside what it signs, on a disk that comes and goes, proves little.
   *
   * @throws InputError that says what is wrong with a key, or how to make one
   */
  static async load(
    config: CheckpointConfig,
    options: { isProduction: boolean },
  ): Promise<CheckpointKeys> {
    const text = config.key ?? (await readKeyFile(config, options));
    try {
      const former = config.formerKeys.map(key => parseVerifierKey(key));
      return new CheckpointKeys(parseSignerKey(text.trim()), former);
    } catch (error) {
      throw new InputError(
        `showcaller.audit.checkpoints: ${
          error instanceof Error ? error.message : String(error)
        }`,
      );
    }
  }

  private constructor(signer: NoteSigner, former: NoteVerifier[]) {
    this.signer = signer;
    this.#verifiers = [signer, ...former];
  }

  get verifierKey(): string {
    return this.signer.verifierKey;
  }

  /** @throws RangeError when none of the keys has signed it */
  open(note: string): TreeHead {
    const signedBy = this.#verifiers.find(({ name, keyId }) => {
      const id = Buffer.from(keyId, 'hex');
      return note.split('\n').some(
        line =>
          line.startsWith(`— ${name} `) &&
          Buffer.from(line.slice(3 + name.length), 'base64')
            .subarray(0, 4)
            .equals(id),
      );
    });
    return openCheckpoint(note, signedBy ?? this.signer);
  }
}

async function readKeyFile(
  config: CheckpointConfig,
  options: { isProduction: boolean },
): Promise<string> {
  const { isProduction } = options;
  if (config.keyFile === undefined && isProduction) {
    throw new InputError(
      'Checkpoints of the audit log need a key in production: set showcaller.audit.checkpoints.key or .keyFile. `node scripts/verify-audit.mjs --new-key <name>` makes one.',
    );
  }
  const file = config.keyFile ?? path.join(config.folder, 'signing.key');
  if (!isProduction) {
    await makeKey(file, config.keyName);
  }
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new InputError(
      `The key of the audit log's checkpoints cannot be read from ${file}: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}

/** Does nothing when there is one. */
async function makeKey(file: string, name: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const { signerKey } = createNoteSigner({
    name,
    seed: new Uint8Array(randomBytes(32)),
  });
  try {
    await writeFile(file, `${signerKey}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
  }
}
