import { p256, p384, p521 } from '@noble/curves/nist.js';
import { constants, publicDecrypt, type KeyObject } from 'node:crypto';

const curves = { 'P-256': p256, 'P-384': p384, 'P-521': p521 };
/** DigestInfo of SHA-256 without its digest (RFC 8017, 9.2, note 1). */
const SHA256_INFO = Buffer.from(
  '3031300d060960864801650304020105000420',
  'hex',
);

/**
 * Whether a signature is that of a key over something of which only the SHA-256 is known. Node verifies over content only;
 * of an image in a registry there is but the digest.
 *
 * @throws Error for a key by which this cannot be told: Ed25519 signs the content itself.
 */
export function verifyDigestSignature(options: {
  key: KeyObject;
  digest: Uint8Array;
  signature: Uint8Array;
}): boolean {
  const { key, digest, signature } = options;
  if (key.asymmetricKeyType === 'rsa') {
    return verifyRsa(key, digest, signature);
  }
  const { crv, x, y } = key.export({ format: 'jwk' });
  if (key.asymmetricKeyType !== 'ec' || !crv || !x || !y || !(crv in curves)) {
    throw new Error(
      `a signature of a key of the kind ${key.asymmetricKeyType} cannot be verified by the digest alone; sign a statement (in-toto) instead`,
    );
  }
  const curve = curves[crv as keyof typeof curves];
  const point = Buffer.concat([
    Buffer.from([4]),
    Buffer.from(x, 'base64url'),
    Buffer.from(y, 'base64url'),
  ]);
  try {
    return curve.verify(signature, digest, point, {
      format: 'der',
      prehash: false,
      lowS: false,
    });
  } catch {
    return false;
  }
}

function verifyRsa(
  key: KeyObject,
  digest: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    const signed = publicDecrypt(
      { key, padding: constants.RSA_PKCS1_PADDING },
      signature,
    );
    return signed.equals(Buffer.concat([SHA256_INFO, digest]));
  } catch {
    return false;
  }
}
