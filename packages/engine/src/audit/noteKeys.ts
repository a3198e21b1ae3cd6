/**
 * Keys of signed notes (C2SP signed-note), Ed25519 only:
 *
 *   key id        = the first 4 bytes of SHA-256(name || 0x0A || 0x01 || public key)
 *   verifier key  = <name>+<hex of the id>+<base64 of 0x01 || public key>
 *   signer key    = PRIVATE+KEY+<name>+<hex of the id>+<base64 of 0x01 || seed>
 */
import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import { fromBase64, toBase64 } from './base64';

const ED25519 = 1;
const SIGNER_PREFIX = 'PRIVATE+KEY+';

/** Checks signatures of one key. @public */
export interface NoteVerifier {
  name: string;
  /** 8 digits of hex. */
  keyId: string;
  /** 32 bytes. */
  publicKey: Uint8Array;
  /** As it is handed round: `name+id+base64`. */
  verifierKey: string;
}

/** Signs notes. @public */
export interface NoteSigner extends NoteVerifier {
  /** 32 bytes, secret. */
  seed: Uint8Array;
  /** As it is kept, secret: `PRIVATE+KEY+name+id+base64`. */
  signerKey: string;
}

/**
 * The key with this seed.
 *
 * @throws RangeError for a name with white space or a plus sign, or a seed that is not of 32 bytes.
 * @public
 */
export function createNoteSigner(options: {
  name: string;
  seed: Uint8Array;
}): NoteSigner {
  const { name, seed } = options;
  if (seed.length !== 32) {
    throw new RangeError(`A seed has 32 bytes, not ${seed.length}`);
  }
  const verifier = verifierOf(name, ed25519.getPublicKey(seed));
  const encoded = toBase64(concatBytes(new Uint8Array([ED25519]), seed));
  return {
    ...verifier,
    seed,
    signerKey: `${SIGNER_PREFIX}${name}+${verifier.keyId}+${encoded}`,
  };
}

/** @throws RangeError that says what is wrong with it, without repeating the key. @public */
export function parseSignerKey(text: string): NoteSigner {
  if (!text.startsWith(SIGNER_PREFIX)) {
    throw new RangeError(`A signer key begins with ${SIGNER_PREFIX}`);
  }
  const parts = partsOf(text.slice(SIGNER_PREFIX.length), 'signer key');
  const signer = createNoteSigner({ name: parts.name, seed: parts.key });
  return withId(signer, parts.keyId, 'signer key');
}

/** @throws RangeError that says what is wrong with it. @public */
export function parseVerifierKey(text: string): NoteVerifier {
  const parts = partsOf(text, 'verifier key');
  return withId(verifierOf(parts.name, parts.key), parts.keyId, 'verifier key');
}

/** Whether the signature, 64 bytes, is of this key over the text. @public */
export function verifySignature(
  verifier: Pick<NoteVerifier, 'publicKey'>,
  text: string,
  signature: Uint8Array,
): boolean {
  try {
    return ed25519.verify(signature, utf8ToBytes(text), verifier.publicKey);
  } catch {
    return false;
  }
}

/** 64 bytes. @public */
export function signText(
  signer: Pick<NoteSigner, 'seed'>,
  text: string,
): Uint8Array {
  return ed25519.sign(utf8ToBytes(text), signer.seed);
}

function verifierOf(name: string, publicKey: Uint8Array): NoteVerifier {
  if (name === '' || /[\s+]/u.test(name)) {
    throw new RangeError(
      `The name of a key has neither white space nor '+': '${name}'`,
    );
  }
  const typed = concatBytes(new Uint8Array([ED25519]), publicKey);
  const digest = sha256(concatBytes(utf8ToBytes(`${name}\n`), typed));
  const keyId = bytesToHex(digest.slice(0, 4));
  const verifierKey = `${name}+${keyId}+${toBase64(typed)}`;
  return { name, keyId, publicKey, verifierKey };
}

function partsOf(
  text: string,
  what: string,
): { name: string; keyId: string; key: Uint8Array } {
  // Base64 may hold plus signs; the name and the id do not.
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/u.exec(text.trim());
  const bytes = match ? fromBase64(match[3]) : undefined;
  if (!match || !bytes) {
    throw new RangeError(
      `A ${what} is a name, 8 digits of hex and base64, joined by '+'`,
    );
  }
  if (bytes[0] !== ED25519 || bytes.length !== 33) {
    throw new RangeError(`The ${what} '${match[1]}' is not of Ed25519`);
  }
  return { name: match[1], keyId: match[2], key: bytes.slice(1) };
}

function withId<T extends NoteVerifier>(
  key: T,
  keyId: string,
  what: string,
): T {
  if (key.keyId !== keyId) {
    throw new RangeError(
      `The ${what} '${key.name}' has the id ${key.keyId} and says ${keyId}: one of its parts is wrong`,
    );
  }
  return key;
}
