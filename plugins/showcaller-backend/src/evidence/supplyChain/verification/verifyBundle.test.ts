import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { githubProvenance } from '../__testUtils__/statements';
import { TestSigstore } from '../__testUtils__/TestSigstore';
import { productionTrustRoot, verifyBundle, type BundleTrust } from '.';

const ISSUER = 'https://token.actions.githubusercontent.com';
const WORKFLOW =
  'https://github.com/shop/pay/.github/workflows/release.yml@refs/heads/main';
const DIGEST = `sha256:${'d1'.repeat(32)}`;
const SHA = 'a1'.repeat(20);

const sigstore = TestSigstore.create({ at: new Date('2026-11-20T10:00:00Z') });
const signer = {
  subject: WORKFLOW,
  issuer: ISSUER,
  sourceRepository: 'https://github.com/shop/pay',
  sourceSha: SHA,
  runnerEnvironment: 'github-hosted',
};
const statement = githubProvenance({
  digest: DIGEST,
  repository: 'shop/pay',
  sha: SHA,
  builder: WORKFLOW,
});
const trust: BundleTrust = {
  root: sigstore.trustedRoot(),
  identities: [{ issuer: ISSUER, subject: WORKFLOW }],
  keys: [],
  transparencyLog: 'optional',
};
const bundle = sigstore.attest(statement, signer);

describe('verifyBundle', () => {
  it('accepts a statement about the artifact by an allowed identity, and says who signed it when', () => {
    expect(verifyBundle({ bundle, artifact: DIGEST, trust })).toMatchObject({
      verified: true,
      kind: 'attestation',
      subjects: [DIGEST],
      identity: WORKFLOW,
      issuer: ISSUER,
      signedAt: '2026-11-20T10:00:00.000Z',
      logIndex: '7',
      claims: {
        sourceRepository: 'https://github.com/shop/pay',
        sourceSha: SHA,
        runnerEnvironment: 'github-hosted',
      },
    });
  });

  it('refuses a statement about another artifact, which the library leaves to its caller', () => {
    const artifact = `sha256:${'00'.repeat(32)}`;
    expect(verifyBundle({ bundle, artifact, trust })).toMatchObject({
      verified: false,
      reason: `The statement is about ${DIGEST}, not about ${artifact}`,
    });
  });

  it.each([
    ['another subject', { issuer: ISSUER, subject: WORKFLOW.slice(0, -1) }],
    ['a part of the subject', { issuer: ISSUER, subject: 'shop/pay' }],
    ['a pattern of a part', { issuer: ISSUER, subjectPattern: 'shop/pay' }],
    ['another issuer', { issuer: `${ISSUER}.evil`, subject: WORKFLOW }],
    [
      'a dot that is any character',
      { issuer: 'https://token_actions', subject: WORKFLOW },
    ],
  ])('refuses an identity when %s is allowed', (_, identity) => {
    expect(
      verifyBundle({ bundle, trust: { ...trust, identities: [identity] } }),
    ).toMatchObject({
      verified: false,
      identity: WORKFLOW,
      reason: expect.stringContaining('not among the identities'),
    });
  });

  it('accepts an identity by a pattern of the whole subject', () => {
    const subjectPattern = 'https://github\\.com/shop/[^/]+/\\.github/.*';
    expect(
      verifyBundle({
        bundle,
        trust: { ...trust, identities: [{ issuer: ISSUER, subjectPattern }] },
      }).verified,
    ).toBe(true);
  });

  it('says how to allow anybody when nobody is', () => {
    expect(
      verifyBundle({ bundle, trust: { ...trust, identities: [] } }),
    ).toMatchObject({
      verified: false,
      reason: expect.stringContaining('showcaller.supplyChain.identities'),
    });
  });

  it('takes a key only where one is configured, and only that one', () => {
    const [signed, pem] = sigstore.attestWithKey(statement);
    const [, otherPem] = sigstore.attestWithKey(statement);
    const judge = (...pems: string[]) =>
      verifyBundle({
        bundle: signed,
        artifact: DIGEST,
        trust: {
          ...trust,
          keys: pems.map((one, index) => ({ name: `key ${index}`, pem: one })),
        },
      });
    expect(judge()).toMatchObject({
      verified: false,
      reason: expect.stringContaining('none is configured'),
    });
    expect(judge(otherPem).verified).toBe(false);
    expect(judge(otherPem, pem)).toMatchObject({
      verified: true,
      identity: 'key 1',
    });
  });

  it('refuses what another instance vouches for', () => {
    const other = TestSigstore.create({ at: new Date('2026-11-20T10:00:00Z') });
    const roots = [other.trustedRoot(), productionTrustRoot()];
    for (const root of roots) {
      expect(
        verifyBundle({
          bundle,
          trust: { ...trust, root },
        }).verified,
      ).toBe(false);
    }
  });

  it('refuses a trust root whose log has no start of validity, and one that is none', () => {
    const judge = (root: string) => () =>
      verifyBundle({ bundle, trust: { ...trust, root } });
    expect(judge(sigstore.trustedRoot({ logStart: false }))).toThrow(
      'tlogs[0].publicKey.validFor.start: there is none',
    );
    expect(judge('{}')).toThrow('certificateAuthorities: there is none');
    expect(judge('{')).toThrow('no trusted_root.json');
  });

  it('needs a log of certificates where that is required', () => {
    expect(
      verifyBundle({
        bundle,
        trust: { ...trust, transparencyLog: 'required' },
      }),
    ).toMatchObject({
      verified: false,
      reason: expect.stringContaining('SCT'),
    });
  });

  it('refuses every bundle of which one byte of what was signed, of who signed, or of its entry differs', () => {
    const parsed = JSON.parse(bundle);
    const places: Array<[object, string]> = [
      [parsed.dsseEnvelope, 'payload'],
      [parsed.dsseEnvelope.signatures[0], 'sig'],
      [
        parsed.verificationMaterial.x509CertificateChain.certificates[0],
        'rawBytes',
      ],
      [parsed.verificationMaterial.tlogEntries[0], 'canonicalizedBody'],
      [
        parsed.verificationMaterial.tlogEntries[0].inclusionPromise,
        'signedEntryTimestamp',
      ],
    ];
    let tried = 0;
    for (const [owner, field] of places) {
      const fields = owner as Record<string, string>;
      const whole = fields[field];
      const bytes = Buffer.from(whole, 'base64');
      const step = Math.max(1, Math.floor(bytes.length / 25));
      for (let at = 0; at < bytes.length; at += step) {
        const altered = Buffer.from(bytes);
        altered[at] = (altered[at] + 1) % 256;
        fields[field] = altered.toString('base64');
        tried += 1;
        expect(
          verifyBundle({
            bundle: JSON.stringify(parsed),
            artifact: DIGEST,
            trust,
          }).verified,
        ).toBe(false);
      }
      fields[field] = whole;
    }
    expect(tried).toBeGreaterThan(100);
  });

  it.each(['', '{', '[]', 'null', '{"mediaType":"x"}', '"text"'])(
    'refuses %j',
    text => {
      expect(verifyBundle({ bundle: text, trust }).verified).toBe(false);
    },
  );
});

const cases = path.resolve(
  __dirname,
  '../../../../../../../shared/data/sigstore-conformance/bundle-verify',
);

(existsSync(cases) ? describe : describe.skip)('published cases', () => {
  const folders = existsSync(cases)
    ? readdirSync(cases, { withFileTypes: true }).filter(one =>
        one.isDirectory(),
      )
    : [];

  it('refuses every one that must be refused with the artifact left open too, but those that are only about that', () => {
    const accepted = folders.flatMap(({ name }) => {
      const read = (file: string) => {
        const place = path.join(cases, name, file);
        return existsSync(place) ? readFileSync(place, 'utf8') : undefined;
      };
      const identities = [{ issuer: ISSUER, subjectPattern: '.*' }];
      const { verified } = verifyBundle({
        bundle: read('bundle.sigstore.json') ?? '',
        trust: {
          root: read('trusted_root.json') ?? productionTrustRoot(),
          identities,
          keys: [],
          transparencyLog: 'required',
        },
      });
      return verified && name.endsWith('_fail') ? [name] : [];
    });
    expect(accepted).toEqual(['wrong-material_fail']);
  });
});
