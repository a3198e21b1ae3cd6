import {
  createHash,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import {
  bits,
  boolean,
  der,
  explicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  time,
  utf8,
  type Der,
} from './der';

const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const HOUR = 3_600_000;
const FULCIO = '1.3.6.1.4.1.57264.1';

/** Who signs, as the certificate says. */
export interface TestSigner {
  subject: string;
  issuer: string;
  sourceRepository?: string;
  sourceSha?: string;
  runnerEnvironment?: string;
}

interface Keys {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const spki = ({ publicKey }: Keys) =>
  publicKey.export({ type: 'spki', format: 'der' });
const signWith = ({ privateKey }: Keys, content: Uint8Array) =>
  sign('sha256', content, privateKey);
const sha256 = (content: Uint8Array) =>
  createHash('sha256').update(content).digest();

/** A Sigstore instance for tests: an authority and a log with keys of its own, and bundles that they vouch for. */
export class TestSigstore {
  readonly #ca = newKeys();
  readonly #log = newKeys();
  readonly #root: Der;
  readonly #at: Date;

  static create(options: { at: Date }): TestSigstore {
    return new TestSigstore(options.at);
  }

  private constructor(at: Date) {
    this.#at = at;
    this.#root = this.#certificate({
      key: this.#ca,
      subject: name('test root'),
      extensions: [
        extension('2.5.29.19', sequence(boolean(true)), true),
        extension('2.5.29.15', der(0x03, Buffer.from([2, 0x04])), true),
        extension('2.5.29.14', octets(sha256(spki(this.#ca)).subarray(0, 20))),
      ],
    });
  }

  /** Its `trusted_root.json`; it has no log of certificates. */
  trustedRoot(options: { logStart?: boolean } = {}): string {
    const start = new Date(this.#at.getTime() - 1_000 * HOUR).toISOString();
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.trustedroot+json;version=0.1',
      tlogs: [
        {
          baseUrl: 'https://log.example.com',
          hashAlgorithm: 'SHA2_256',
          publicKey: {
            rawBytes: spki(this.#log).toString('base64'),
            keyDetails: 'PKIX_ECDSA_P256_SHA_256',
            validFor: options.logStart === false ? {} : { start },
          },
          logId: { keyId: sha256(spki(this.#log)).toString('base64') },
        },
      ],
      certificateAuthorities: [
        {
          subject: { organization: 'test', commonName: 'test root' },
          uri: 'https://ca.example.com',
          certChain: {
            certificates: [{ rawBytes: this.#root.toString('base64') }],
          },
          validFor: { start },
        },
      ],
      ctlogs: [],
      timestampAuthorities: [],
    });
  }

  /** A bundle with a statement, signed by an identity. */
  attest(statement: object, signer: TestSigner): string {
    const key = newKeys();
    const certificate = this.#leaf(key, signer);
    return this.#bundle(statement, key, pem('CERTIFICATE', certificate), {
      x509CertificateChain: {
        certificates: [{ rawBytes: certificate.toString('base64') }],
      },
    });
  }

  /** A bundle with a statement, signed with a key; its PEM is the second answer. */
  attestWithKey(statement: object): [bundle: string, pem: string] {
    const key = newKeys();
    const text = pem('PUBLIC KEY', spki(key));
    return [
      this.#bundle(statement, key, text, { publicKey: { hint: 'test' } }),
      text,
    ];
  }

  #bundle(
    statement: object,
    key: Keys,
    verifier: string,
    material: object,
  ): string {
    const payloadType = 'application/vnd.in-toto+json';
    const payload = Buffer.from(JSON.stringify(statement));
    const signature = signWith(
      key,
      Buffer.concat([
        Buffer.from(
          `DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `,
        ),
        payload,
      ]),
    );
    const body = Buffer.from(
      JSON.stringify({
        apiVersion: '0.0.1',
        kind: 'dsse',
        spec: {
          envelopeHash: { algorithm: 'sha256', value: '00' },
          payloadHash: {
            algorithm: 'sha256',
            value: sha256(payload).toString('hex'),
          },
          signatures: [
            {
              signature: signature.toString('base64'),
              verifier: Buffer.from(verifier).toString('base64'),
            },
          ],
        },
      }),
    ).toString('base64');
    return JSON.stringify({
      mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.1',
      verificationMaterial: { ...material, tlogEntries: [this.#entry(body)] },
      dsseEnvelope: {
        payload: payload.toString('base64'),
        payloadType,
        signatures: [{ sig: signature.toString('base64'), keyid: '' }],
      },
    });
  }

  /** An entry of the log with its promise (Rekor v1: signature over the canonical JSON of these four). */
  #entry(body: string) {
    const integratedTime = Math.floor(this.#at.getTime() / 1_000);
    const logId = sha256(spki(this.#log));
    const promised = `{"body":"${body}","integratedTime":${integratedTime},"logID":"${logId.toString(
      'hex',
    )}","logIndex":7}`;
    return {
      logIndex: '7',
      logId: { keyId: logId.toString('base64') },
      kindVersion: { kind: 'dsse', version: '0.0.1' },
      integratedTime: String(integratedTime),
      inclusionPromise: {
        signedEntryTimestamp: signWith(
          this.#log,
          Buffer.from(promised),
        ).toString('base64'),
      },
      canonicalizedBody: body,
    };
  }

  #leaf(key: Keys, signer: TestSigner): Der {
    const said: Array<[string, string | undefined]> = [
      [`${FULCIO}.8`, signer.issuer],
      [`${FULCIO}.11`, signer.runnerEnvironment],
      [`${FULCIO}.12`, signer.sourceRepository],
      [`${FULCIO}.13`, signer.sourceSha],
    ];
    return this.#certificate({
      key,
      subject: sequence(),
      extensions: [
        extension('2.5.29.15', der(0x03, Buffer.from([7, 0x80])), true),
        extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.3'))),
        extension(
          '2.5.29.17',
          sequence(der(0x86, Buffer.from(signer.subject))),
          true,
        ),
        ...said.flatMap(([id, text]) =>
          text === undefined ? [] : [extension(id, utf8(text))],
        ),
      ],
    });
  }

  #certificate(options: { key: Keys; subject: Der; extensions: Der[] }): Der {
    const { key, subject, extensions } = options;
    const from = new Date(this.#at.getTime() - HOUR);
    const to = new Date(this.#at.getTime() + HOUR);
    const signed = sequence(
      explicit(0, integer(2)),
      integer(7),
      ECDSA_SHA256,
      name('test root'),
      sequence(time(from), time(to)),
      subject,
      spki(key),
      explicit(3, sequence(...extensions)),
    );
    return sequence(signed, ECDSA_SHA256, bits(signWith(this.#ca, signed)));
  }
}

function name(text: string): Der {
  return sequence(set(sequence(oid('2.5.4.3'), utf8(text))));
}

function extension(id: string, value: Uint8Array, critical = false): Der {
  return sequence(oid(id), ...(critical ? [boolean(true)] : []), octets(value));
}

function pem(label: string, content: Uint8Array): string {
  const lines = Buffer.from(content)
    .toString('base64')
    .replace(/(.{64})/g, '$1\n')
    .trimEnd();
  return `-----BEGIN ${label}-----\n${lines}\n-----END ${label}-----\n`;
}
