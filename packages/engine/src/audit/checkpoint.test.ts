import { openCheckpoint, signCheckpoint } from './checkpoint';
import { leafHash, toHex } from './hashes';
import { createNoteSigner, parseSignerKey, parseVerifierKey } from './noteKeys';
import { openNote, signNote } from './signedNote';

/** Keys, text and note of the documentation of Go's golang.org/x/mod/sumdb/note. */
const SIGNER =
  'PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz';
const VERIFIER =
  'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const NOTE = `${TEXT}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;

const signer = createNoteSigner({
  name: 'portal.example/audit',
  seed: new Uint8Array(32).fill(7),
});
const other = createNoteSigner({
  name: 'portal.example/audit',
  seed: new Uint8Array(32).fill(8),
});
const head = {
  size: 1234,
  root: leafHash('root'),
  at: '2026-11-26T10:00:00.000Z',
};

describe('signed notes', () => {
  it('are those of the Go implementation, byte for byte', () => {
    expect(parseSignerKey(SIGNER).verifierKey).toBe(VERIFIER);
    expect(parseSignerKey(SIGNER).signerKey).toBe(SIGNER);
    expect(parseVerifierKey(VERIFIER).keyId).toBe('c74f20a3');
    expect(signNote(TEXT, parseSignerKey(SIGNER))).toBe(NOTE);
    expect(openNote(NOTE, parseVerifierKey(VERIFIER))).toBe(TEXT);
  });

  it('pass over signatures of others, such as those of witnesses', () => {
    const witness = '— witness.example/w AAAAAAECAwQFBgcICQ==\n';
    expect(openNote(`${NOTE}${witness}`, parseVerifierKey(VERIFIER))).toBe(
      TEXT,
    );
  });

  it.each([
    ['a changed text', NOTE.replace('answer', 'problem'), 'was changed'],
    [
      'a changed signature',
      NOTE.replace('x08go/ZJ', 'x08go/ZK'),
      'was changed',
    ],
    ['another key', signNote(TEXT, signer), 'is not signed by PeterNeumann'],
    ['no signature', TEXT, 'it has no signatures'],
    ['an empty list of signatures', `${TEXT}\n`, 'is no signature'],
    ['something else below', `${NOTE}PS\n`, "'PS' is no signature"],
    ['a missing newline', NOTE.trimEnd(), 'it has no signatures'],
    ['control characters', `\u0007${NOTE}`, 'no plain text'],
    [
      'too many signatures',
      `${NOTE}${'— a AAAAAAA=\n'.repeat(101)}`,
      'too many signatures',
    ],
    ['a flood', `${'x'.repeat(1_000_001)}\n`, 'too long'],
  ])('with %s are not believed', (_, note, reason) => {
    expect(() => openNote(note, parseVerifierKey(VERIFIER))).toThrow(reason);
  });

  it('are not made of a text that could not be read back', () => {
    expect(() => signNote('no newline', signer)).toThrow(RangeError);
    expect(() => signNote('bell \u0007\n', signer)).toThrow(RangeError);
  });
});

describe('keys of notes', () => {
  it.each([
    [
      'a name with a plus sign',
      () => createNoteSigner({ name: 'a+b', seed: signer.seed }),
      "has neither white space nor '+'",
    ],
    [
      'a short seed',
      () => createNoteSigner({ name: 'a', seed: new Uint8Array(31) }),
      'A seed has 32 bytes, not 31',
    ],
    [
      'no key',
      () => parseSignerKey('secret'),
      'A signer key begins with PRIVATE+KEY+',
    ],
    [
      'a public key for a secret one',
      () => parseSignerKey(VERIFIER),
      'A signer key begins with PRIVATE+KEY+',
    ],
    [
      'half a key',
      () => parseVerifierKey('PeterNeumann+c74f20a3'),
      "joined by '+'",
    ],
    [
      'a wrong id',
      () => parseVerifierKey(VERIFIER.replace('c74f20a3', 'c74f20a4')),
      'has the id c74f20a3 and says c74f20a4',
    ],
    [
      'another algorithm',
      () => parseVerifierKey(VERIFIER.replace('+ARpc', '+Ahpc')),
      'is not of Ed25519',
    ],
  ])('are refused with %s', (_, make, reason) => {
    expect(make).toThrow(reason);
  });

  it('do not tell the secret when they are wrong', () => {
    const wrong = SIGNER.replace('c74f20a3', 'ffffffff');
    expect(() => parseSignerKey(wrong)).toThrow(
      expect.not.objectContaining({
        message: expect.stringContaining('AYEKFAL'),
      }),
    );
  });
});

describe('checkpoints', () => {
  it('say what was signed', () => {
    const note = signCheckpoint(head, signer);
    expect(note.split('\n').slice(0, 4)).toEqual([
      'portal.example/audit',
      '1234',
      Buffer.from(head.root).toString('base64'),
      'at 2026-11-26T10:00:00.000Z',
    ]);
    expect(openCheckpoint(note, signer)).toEqual(head);
  });

  it('are those of others too, which have no time', () => {
    const { at: _, ...plain } = head;
    const opened = openCheckpoint(signCheckpoint(plain, signer), signer);
    expect(opened.size).toBe(1234);
    expect(opened.at).toBeUndefined();
    expect(toHex(opened.root)).toBe(toHex(head.root));
  });

  it.each([
    [
      'of another log',
      'else.example/audit\n1\nAAAA\n',
      "the log 'else.example/audit'",
    ],
    [
      'with a size of leading zeros',
      'portal.example/audit\n01\nAAAA\n',
      "'01' is no size",
    ],
    [
      'with a size that no number holds',
      'portal.example/audit\n18446744073709551616\nAAAA\n',
      'is no size',
    ],
    [
      'with half a root',
      'portal.example/audit\n1\nAAAA\n',
      "'AAAA' is no root",
    ],
    ['without a root', 'portal.example/audit\n1\n', "'undefined' is no root"],
    [
      'with an empty line',
      'portal.example/audit\n\n1\nAAAA\n',
      'has an empty line',
    ],
  ])('%s are not believed, though signed', (_, text, reason) => {
    expect(() => openCheckpoint(signNote(text, signer), signer)).toThrow(
      reason,
    );
  });

  it('of another key with the same name are not believed', () => {
    expect(() => openCheckpoint(signCheckpoint(head, other), signer)).toThrow(
      'is not signed by',
    );
  });
});
