/**
 * Checkpoints of a log (C2SP tlog-checkpoint): a signed note whose text is
 *
 *   <origin: which log this is; the name of its key>
 *   <size of the tree, decimal>
 *   <base64 of the root>
 *   at <when it was signed, RFC 3339>
 *
 * The last line is an extension of ours. Without it nothing would vouch for the time that a checkpoint is shown with.
 */
import { fromBase64, toBase64 } from './base64';
import { HASH_BYTES } from './hashes';
import type { NoteSigner, NoteVerifier } from './noteKeys';
import { openNote, signNote } from './signedNote';

/** What a checkpoint says. @public */
export interface TreeHead {
  /** Entries. */
  size: number;
  /** 32 bytes. */
  root: Uint8Array;
  /** RFC 3339. */
  at?: string;
}

/** The signed note for a tree head. @public */
export function signCheckpoint(head: TreeHead, signer: NoteSigner): string {
  const { size, root, at } = head;
  const lines = [
    signer.name,
    String(size),
    toBase64(root),
    ...(at === undefined ? [] : [`at ${at}`]),
  ];
  return signNote(`${lines.join('\n')}\n`, signer);
}

/**
 * What a checkpoint says, after its signature was checked.
 *
 * @throws RangeError that says why it is not to be believed.
 * @public
 */
export function openCheckpoint(note: string, verifier: NoteVerifier): TreeHead {
  const lines = openNote(note, verifier).slice(0, -1).split('\n');
  const [origin, sizeText, rootText, ...extensions] = lines;
  if (lines.includes('')) {
    throw new RangeError('It is no checkpoint: it has an empty line');
  }
  if (origin !== verifier.name) {
    throw new RangeError(
      `It is a checkpoint of the log '${origin}', not of '${verifier.name}'`,
    );
  }
  const size = Number(sizeText);
  if (!/^(0|[1-9]\d*)$/.test(sizeText ?? '') || !Number.isSafeInteger(size)) {
    throw new RangeError(`It is no checkpoint: '${sizeText}' is no size`);
  }
  const root = fromBase64(rootText ?? '');
  if (root?.length !== HASH_BYTES) {
    throw new RangeError(`It is no checkpoint: '${rootText}' is no root`);
  }
  const at = extensions
    .map(line => /^at (\S+)$/.exec(line)?.[1])
    .find(time => time !== undefined);
  return { size, root, at };
}
