import { UnreadableDocument } from './UnreadableDocument';

/** The encoding that a byte order mark or an XML declaration states; UTF-8 otherwise. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) {
    return 'utf-16le';
  }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return 'utf-16be';
  }
  const start = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return (
    /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([\w.-]+)["']/.exec(start)?.[1] ??
    'utf-8'
  );
}

/** @throws UnreadableDocument for an encoding that is not known, or bytes that are not in it. */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new UnreadableDocument(
      `The document is not in the encoding ${encoding} that it states or that is assumed`,
    );
  }
}
