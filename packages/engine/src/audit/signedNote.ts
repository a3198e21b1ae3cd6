/**
 * Signed notes (C2SP signed-note): a text that ends with a newline, an empty line, and a line for each signature:
 *
 *   — <name of the key> <base64 of the 4 bytes of the key's id || signature>
 *
 * The signature is over the text with its last newline. Signatures of unknown keys are passed over; one of a known key that
 * does not verify spoils the note.
 */
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils';
import { fromBase64, toBase64 } from './base64';
import {
  type NoteSigner,
  type NoteVerifier,
  signText,
  verifySignature,
} from './noteKeys';

const MAX_NOTE = 1_000_000;
const MAX_SIGNATURES = 100;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0009\u000b-\u001f]/;

/**
 * The note over a text.
 *
 * @throws RangeError for a text that is empty, does not end with a newline, or holds control characters.
 * @public
 */
export function signNote(text: string, signer: NoteSigner): string {
  if (!text.endsWith('\n') || CONTROL.test(text)) {
    throw new RangeError(
      'The text of a note ends with a newline and has no other control characters',
    );
  }
  const signature = concatBytes(
    hexToBytes(signer.keyId),
    signText(signer, text),
  );
  return `${text}\n— ${signer.name} ${toBase64(signature)}\n`;
}

/**
 * The text of a note that the key has signed.
 *
 * @throws RangeError that says why it is not to be believed.
 * @public
 */
export function openNote(note: string, verifier: NoteVerifier): string {
  if (note.length > MAX_NOTE || CONTROL.test(note)) {
    throw new RangeError('It is no signed note: too long, or no plain text');
  }
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) {
    throw new RangeError('It is no signed note: it has no signatures');
  }
  const text = note.slice(0, split + 1);
  const lines = note.slice(split + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) {
    throw new RangeError('It is no signed note: it has too many signatures');
  }
  const ours = lines
    .map(readSignature)
    .filter(
      ({ name, keyId }) => name === verifier.name && keyId === verifier.keyId,
    );
  if (ours.length === 0) {
    throw new RangeError(
      `The note is not signed by ${verifier.name}+${verifier.keyId}`,
    );
  }
  if (!ours.every(({ bytes }) => verifySignature(verifier, text, bytes))) {
    throw new RangeError(
      `The signature of ${verifier.name}+${verifier.keyId} does not fit the note: one of them was changed`,
    );
  }
  return text;
}

function readSignature(line: string) {
  const match = /^— ([^\s+]+) (\S+)$/u.exec(line);
  const bytes = match ? fromBase64(match[2]) : undefined;
  if (!match || !bytes || bytes.length < 5) {
    throw new RangeError(
      `It is no signed note: '${line.slice(0, 80)}' is no signature`,
    );
  }
  return {
    name: match[1],
    keyId: bytesToHex(bytes.slice(0, 4)),
    bytes: bytes.slice(4),
  };
}
