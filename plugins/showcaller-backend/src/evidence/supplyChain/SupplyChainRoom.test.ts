import {
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import express from 'express';
import type { Knex } from 'knex';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import request from 'supertest';
import type { AuditAppender } from '../../audit/types';
import { openDatabase } from '../../database/openDatabase';
import { ownershipOf } from '../../delivery/__fixtures__/ownership';
import type { PolicySubject } from '../../gate/types';
import { EntityAccess } from '../../http/EntityAccess';
import { EvidenceRoom } from '../EvidenceRoom';
import { githubProvenance } from './__testUtils__/statements';
import { TestSigstore } from './__testUtils__/TestSigstore';

jest.setTimeout(120_000);

const SHA = 'a1'.repeat(20);
const EARLIER = 'b2'.repeat(20);
const DIGEST = `sha256:${'d1'.repeat(32)}`;
const OTHER = `sha256:${'d2'.repeat(32)}`;
const ISSUER = 'https://token.actions.githubusercontent.com';
const WORKFLOW =
  'https://github.com/shop/pay/.github/workflows/release.yml@refs/heads/main';
const AT = new Date('2026-11-20T10:00:00Z');

const sigstore = TestSigstore.create({ at: AT });
const signer = {
  subject: WORKFLOW,
  issuer: ISSUER,
  sourceRepository: 'https://github.com/shop/pay',
  sourceSha: SHA,
  runnerEnvironment: 'github-hosted',
};
const stated = { repository: 'shop/pay', sha: SHA, builder: WORKFLOW };
const bundle = sigstore.attest(
  githubProvenance({ ...stated, digest: DIGEST }),
  signer,
);
const allowed = {
  identities: [
    {
      issuer: ISSUER,
      subjectPattern:
        'https://github\\.com/{repository}/\\.github/workflows/.+',
    },
  ],
};

const bom = (
  components: Array<[name: string, version: string, licence: string]>,
  vulnerabilities?: object[],
) =>
  JSON.stringify({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    components: components.map(([name, version, id]) => ({
      'bom-ref': name,
      type: 'library',
      name,
      version,
      purl: `pkg:npm/${name}@${version}`,
      licenses: [{ license: { id } }],
    })),
    ...(vulnerabilities && { vulnerabilities }),
  });
const critical = (id: string, ref: string) => ({
  id,
  ratings: [{ severity: 'critical' }],
  affects: [{ ref }],
});
const sarif = (...rules: string[]) =>
  JSON.stringify({
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'scan' } },
        results: rules.map(ruleId => ({
          ruleId,
          level: 'error',
          message: { text: ruleId },
        })),
      },
    ],
  });
const lcov = (covered: number) =>
  `SF:a.ts\n${Array.from(
    { length: 10 },
    (_, line) => `DA:${line + 1},${line < covered ? 1 : 0}`,
  ).join('\n')}\nend_of_record\n`;

describe('SupplyChainRoom', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  const rooms: EvidenceRoom[] = [];
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'trust-'));
    writeFileSync(path.join(folder, 'root.json'), sigstore.trustedRoot());
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(async () => {
    await Promise.all(rooms.splice(0).map(room => room.stop()));
  });

  function createRoom(
    knex: Knex,
    supplyChain: JsonObject = allowed,
    catalog: 'seen' | 'hidden' = 'seen',
  ) {
    const clock = { now: AT.getTime() };
    const audit: jest.Mocked<AuditAppender> = { append: jest.fn() };
    const room = EvidenceRoom.create({
      knex,
      logger: mockServices.logger.mock(),
      config: mockServices.rootConfig({
        data: {
          showcaller: {
            supplyChain: {
              trustedRoot: path.join(folder, 'root.json'),
              transparencyLog: 'optional',
              ...supplyChain,
            },
          },
        },
      }),
      ownership: ownershipOf({
        pay: { 'github.com/project-slug': 'shop/pay' },
      }),
      access: EntityAccess.create({
        auth: mockServices.auth(),
        httpAuth: mockServices.httpAuth(),
        permissions: mockServices.permissions.mock({
          authorize: async requests =>
            requests.map(() => ({ result: AuthorizeResult.ALLOW })),
        }),
        catalog: catalogServiceMock({
          entities:
            catalog === 'hidden'
              ? []
              : [
                  {
                    apiVersion: 'backstage.io/v1alpha1',
                    kind: 'Component',
                    metadata: { name: 'pay', namespace: 'default' },
                  },
                ],
        }),
        userInfo: mockServices.userInfo(),
      }),
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      audit,
      now: () => new Date(clock.now),
    });
    rooms.push(room);
    const app = express().use('/evidence', room.router).use(mockErrorHandler());
    const post = async (
      kind: string,
      body: string,
      query: Record<string, string> = {},
    ) => {
      clock.now += 1_000;
      return request(app)
        .post(`/evidence/${kind}`)
        .query({ repository: 'shop/pay', sha: SHA, ...query })
        .set('Content-Type', 'application/octet-stream')
        .send(Buffer.from(body));
    };
    const facts = async (more: Partial<PolicySubject> = {}) => {
      const subject: PolicySubject = {
        entityRef: 'component:default/pay',
        environment: 'production',
        tier: 'production',
        stage: 'pre-deploy',
        repository: 'shop/pay',
        sha: SHA,
        at: new Date(clock.now + 1_000).toISOString(),
        ...more,
      };
      const parts = await Promise.all(
        room.supplyChain.facts.map(source =>
          source.read(subject, new AbortController().signal),
        ),
      );
      return Object.assign({}, ...parts);
    };
    return { room, app, post, facts, audit };
  }

  describe.each(databases.eachSupportedId())('on %s', databaseId => {
    async function setUp(...options: [JsonObject?, ('seen' | 'hidden')?]) {
      const knex = await databases.init(databaseId);
      await openDatabase({ database: { getClient: async () => knex } });
      return { knex, ...createRoom(knex, ...options) };
    }

    it('judges an attestation when it comes in, enters it in the audit log, and tells policies', async () => {
      const { post, facts, audit } = await setUp();
      const answer = await post('attestation', bundle, { artifact: DIGEST });
      expect(answer.status).toBe(201);
      expect(answer.body.summary).toBe(
        `statement https://slsa.dev/provenance/v1 of 1 artifact; verified: signed by ${WORKFLOW}`,
      );
      expect(audit.append).toHaveBeenCalledTimes(1);
      expect(audit.append).toHaveBeenCalledWith(
        expect.objectContaining({
          actor: 'user:default/mock',
          action: 'evidence.added',
          subject: `evidence:${answer.body.id}`,
          data: expect.objectContaining({ artifact: DIGEST, sha: SHA }),
        }),
        expect.anything(),
      );
      await post('attestation', bundle, { artifact: DIGEST });
      expect(audit.append).toHaveBeenCalledTimes(1);

      const known = {
        'artifact.signed': { value: true },
        'artifact.identity': { value: WORKFLOW },
        'artifact.issuer': { value: ISSUER },
        'artifact.digest': { value: DIGEST },
        'artifact.provenance.level': { value: 2 },
        'artifact.provenance.builder': { value: WORKFLOW },
      };
      expect(await facts({ artifact: { digest: DIGEST } })).toMatchObject(
        known,
      );
      expect(await facts()).toMatchObject(known);
    });

    it('does not know whether what nobody attested is signed, unless that is configured to mean no', async () => {
      const { facts, knex } = await setUp();
      expect(await facts({ artifact: { digest: DIGEST } })).toMatchObject({
        'artifact.signed': {
          missingReason: `no attestation of ${DIGEST} was uploaded`,
        },
        'artifact.provenance.level': { missingReason: expect.any(String) },
      });
      const strict = createRoom(knex, {
        ...allowed,
        absentMeansUnsigned: true,
      });
      expect(await strict.facts()).toMatchObject({
        'artifact.signed': { value: false },
        'artifact.provenance.level': { value: 0 },
        'artifact.identity': { missingReason: expect.any(String) },
      });
    });

    it('does not take an attestation of one artifact for another', async () => {
      const { post, facts } = await setUp();
      await post('attestation', bundle, { artifact: OTHER });
      expect(await facts({ artifact: { digest: OTHER } })).toMatchObject({
        'artifact.signed': { value: false },
        'artifact.identity': {
          missingReason: expect.stringContaining(
            `is about ${DIGEST}, not about`,
          ),
        },
      });
      // Of the artifact that it really is about, it holds.
      expect(await facts({ artifact: { digest: DIGEST } })).toMatchObject({
        'artifact.signed': { value: true },
      });
    });

    it('refuses provenance of another repository or revision', async () => {
      const { post, facts } = await setUp();
      await post('attestation', bundle, { sha: EARLIER });
      const told = await facts({ sha: EARLIER });
      expect(told).toMatchObject({
        'artifact.signed': { value: false },
        'artifact.provenance.level': { value: 0 },
        'artifact.provenance.builder': {
          missingReason: `The artifact was built from revision ${SHA}, not from ${EARLIER}`,
        },
      });
    });

    it('does not let one repository vouch for the artifacts of another', async () => {
      const { post, facts } = await setUp();
      await post('attestation', bundle, { repository: 'shop/other' });
      expect(
        await facts({ repository: 'shop/pay', artifact: { digest: DIGEST } }),
      ).toMatchObject({
        'artifact.signed': { missingReason: expect.any(String) },
      });
      expect(
        await facts({ repository: 'shop/other', artifact: { digest: DIGEST } }),
      ).toMatchObject({ 'artifact.signed': { value: false } });
    });

    it('judges again when whom to trust has changed, and only then', async () => {
      const { post, facts, knex } = await setUp();
      await post('attestation', bundle);
      const [first] = await knex('attestation_verdict');
      await facts();
      await expect(knex('attestation_verdict')).resolves.toEqual([first]);
      const distrusting = createRoom(knex, {});
      expect(await distrusting.facts()).toMatchObject({
        'artifact.signed': { value: false },
        'artifact.identity': {
          missingReason: expect.stringContaining('no identity may sign'),
        },
      });
      const [second] = await knex('attestation_verdict');
      expect(second.trust_hash).not.toBe(first.trust_hash);
    });

    it('stores what is no bundle and says why', async () => {
      const { post, knex } = await setUp();
      const answer = await post('attestation', '{"mediaType":"x"}');
      expect(answer.status).toBe(400);
      expect(answer.body.error.message).toMatch(
        /This is no Sigstore bundle.*mediaType/,
      );
      await expect(knex('evidence_document')).resolves.toMatchObject([
        { kind: 'attestation', status: 'unreadable' },
      ]);
      const digest = await post('attestation', bundle, { artifact: 'latest' });
      expect(digest.body.error.message).toContain(
        'query.artifact: must be the digest',
      );
    });

    it('holds a bill of materials against that of the revision deployed before', async () => {
      const { post, facts } = await setUp();
      await post(
        'sbom',
        bom(
          [
            ['a', '1.0.0', 'MIT'],
            ['gone', '1.0.0', 'MIT'],
          ],
          [critical('CVE-1', 'a')],
        ),
        { sha: EARLIER },
      );
      await post(
        'sbom',
        bom(
          [
            ['a', '1.1.0', 'MIT'],
            ['b', '2.0.0', 'AGPL-3.0-only'],
          ],
          [critical('CVE-1', 'a'), critical('CVE-2', 'b')],
        ),
        { artifact: DIGEST },
      );
      const expected = {
        'sbom.present': { value: true },
        'sbom.valid': { value: true },
        'sbom.critical_vulns': { value: 2 },
        'sbom.new_critical': { value: 1 },
        'sbom.new_licences': { value: ['AGPL-3.0-only'] },
      };
      const previous = { previousSha: EARLIER };
      expect(await facts(previous)).toMatchObject(expected);
      expect(
        await facts({ ...previous, artifact: { digest: DIGEST } }),
      ).toMatchObject(expected);
      // A bill of one artifact says nothing of another of the same revision.
      expect(await facts({ artifact: { digest: OTHER } })).toMatchObject({
        'sbom.present': { value: false },
        'sbom.valid': { missingReason: 'no bill of materials was uploaded' },
      });
      expect(await facts({ previousSha: 'c3'.repeat(20) })).toMatchObject({
        'sbom.critical_vulns': { value: 2 },
        'sbom.new_critical': {
          missingReason: expect.stringContaining('deployed before'),
        },
      });
    });

    it('does not know the vulnerabilities of a bill in which nobody looked for any', async () => {
      const { post, facts } = await setUp();
      const invalid = bom([['a', '1', 'No such licence']]);
      const answer = await post('sbom', invalid);
      expect(answer.body.summary).toContain(
        'not valid: /components/0/licenses',
      );
      expect(await facts()).toMatchObject({
        'sbom.present': { value: true },
        'sbom.valid': { value: false },
        'sbom.critical_vulns': {
          missingReason: expect.stringContaining('osv is not configured'),
        },
      });
    });

    it('compares coverage and findings with the revision deployed before, or with the earlier one', async () => {
      const { post, facts } = await setUp();
      await post('coverage', lcov(9), { sha: EARLIER });
      await post('sarif', sarif('one', 'two'), { sha: EARLIER });
      const coverage = await post('coverage', lcov(7));
      expect(coverage.body.summary).toBe('70.0 % of 10 lines');
      const findings = await post('sarif', sarif('two', 'three', 'four'));
      expect(findings.body.summary).toBe('3 errors, 0 warnings, 0 notes');
      const told = await facts({ previousSha: EARLIER });
      expect(told).toMatchObject({
        'coverage.line': { value: 0.7 },
        'sarif.errors': { value: 3 },
        'sarif.new_errors': { value: 2 },
      });
      expect(told['coverage.delta'].value).toBeCloseTo(-20, 9);
      const earlier = await facts();
      expect(earlier['coverage.delta'].value).toBeCloseTo(-20, 9);
      const unknown = 'c3'.repeat(20);
      expect(await facts({ previousSha: unknown })).toMatchObject({
        'coverage.line': { value: 0.7 },
        'coverage.delta': {
          missingReason: `no coverage named default of the revision deployed before, ${unknown} was uploaded`,
        },
        'sarif.new_errors': { missingReason: expect.any(String) },
      });
      expect(await facts({ sha: unknown })).toMatchObject({
        'coverage.line': {
          missingReason: 'no coverage of the revision was uploaded',
        },
        'sarif.errors': { missingReason: expect.any(String) },
      });
    });

    it('shows an artifact to those who may see a component of its repository', async () => {
      const { post, app, knex } = await setUp();
      await post('attestation', bundle);
      await post('sbom', bom([['a', '1.0.0', 'MIT']], []), {
        artifact: DIGEST,
      });
      const answer = await request(app).get(`/evidence/artifacts/${DIGEST}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        digest: DIGEST,
        repository: 'shop/pay',
        sha: SHA,
        signatures: [
          { state: 'verified', kind: 'attestation', identity: WORKFLOW },
        ],
        provenance: { level: 2, sourceSha: SHA },
        sbom: {
          valid: true,
          format: 'CycloneDX 1.5',
          components: 1,
          vulnerabilities: {
            critical: 0,
            high: 0,
            medium: 0,
            low: 0,
            unknown: 0,
          },
        },
      });
      const none = await request(app).get(`/evidence/artifacts/${OTHER}`);
      expect(none.status).toBe(404);
      const hidden = createRoom(knex, allowed, 'hidden');
      const unseen = await request(hidden.app).get(
        `/evidence/artifacts/${DIGEST}`,
      );
      expect(unseen.status).toBe(404);
      const wrong = await request(app).get('/evidence/artifacts/latest');
      expect(wrong.status).toBe(400);
    });
  });
});
