import { readBundle } from '../supplyChain/verification';
import { decodeText } from './decodeText';
import type { AttestationDocument } from './types';
import { UnreadableDocument } from './UnreadableDocument';

/**
 * Reads a Sigstore bundle. What is in it is not believed by being read.
 *
 * @throws UnreadableDocument with what is wrong and where.
 */
export function readAttestation(bytes: Uint8Array): AttestationDocument {
  try {
    const { statement, ...content } = readBundle(decodeText(bytes));
    return {
      kind: 'attestation',
      // The predicate may be as long as the document; it is read where it is judged.
      content: {
        ...content,
        ...(statement && { statement: { ...statement, predicate: undefined } }),
      },
    };
  } catch (error) {
    throw error instanceof UnreadableDocument
      ? error
      : new UnreadableDocument(
          error instanceof Error ? error.message : String(error),
        );
  }
}
