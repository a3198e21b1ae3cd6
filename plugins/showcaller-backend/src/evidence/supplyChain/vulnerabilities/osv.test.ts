import { TestDatabases } from '@backstage/backend-test-utils';
import { FakeVendorApi } from '@showcaller/backstage-plugin-showcaller-node/testUtils';
import { openDatabase } from '../../../database/openDatabase';
import { cvss3BaseScore } from './cvss3';
import {
  mergeVulnerabilities,
  newVulnerabilities,
} from './mergeVulnerabilities';
import { OsvCache } from './OsvCache';
import { OsvClient } from './OsvClient';
import { OsvLookup } from './OsvLookup';
import { readOsvRecord } from './readOsvRecord';

jest.setTimeout(60_000);

const BATCH = 'POST /v1/querybatch';
const record = (id: string, severity = 'HIGH') => ({
  body: { id, aliases: [`CVE-${id}`], database_specific: { severity } },
});
const found = (...ids: string[]) => ({
  vulns: ids.map(id => ({ id, modified: '2026-01-01T00:00:00Z' })),
});

describe('OSV', () => {
  const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_15'] });
  let api: FakeVendorApi;
  const waits: number[] = [];
  const clock = { now: Date.parse('2026-11-20T10:00:00Z') };
  const now = () => new Date(clock.now);

  beforeEach(async () => {
    api = await FakeVendorApi.start();
    waits.length = 0;
  });
  afterEach(() => api.stop());

  const client = () =>
    OsvClient.create({
      url: `${api.url}/`,
      timeoutMs: 20_000,
      now,
      wait: async ms => waits.push(ms),
    });

  it('asks in one batch, with method, path, headers and body as the API has them', async () => {
    api.on(BATCH, { body: { results: [found('A', 'B'), {}] } });
    await expect(
      client().query(['pkg:npm/a@1.0.0', 'pkg:npm/b@2.0.0']),
    ).resolves.toEqual([['A', 'B'], []]);
    expect(api.requests).toEqual([
      {
        method: 'POST',
        path: '/v1/querybatch',
        query: {},
        headers: expect.objectContaining({
          accept: 'application/json',
          'content-type': 'application/json',
        }),
        body: {
          queries: [
            { package: { purl: 'pkg:npm/a@1.0.0' } },
            { package: { purl: 'pkg:npm/b@2.0.0' } },
          ],
        },
      },
    ]);
    expect(api.requests[0].headers).not.toHaveProperty('authorization');
  });

  it('asks for the next page of those that have one, and of no others', async () => {
    api.on(
      BATCH,
      {
        body: {
          results: [found('A'), { ...found('B'), next_page_token: 'p2' }],
        },
      },
      { body: { results: [found('C')] } },
    );
    await expect(
      client().query(['pkg:npm/a@1', 'pkg:npm/b@2']),
    ).resolves.toEqual([['A'], ['B', 'C']]);
    expect(api.requests[1].body).toEqual({
      queries: [{ package: { purl: 'pkg:npm/b@2' }, page_token: 'p2' }],
    });
  });

  it('asks for at most a thousand packages at once', async () => {
    api.on(BATCH, ({ body }) => ({
      body: { results: (body as { queries: [] }).queries.map(() => ({})) },
    }));
    const purls = Array.from({ length: 2_001 }, (_, n) => `pkg:npm/a${n}@1`);
    await expect(client().query(purls)).resolves.toHaveLength(2_001);
    expect(
      api.requests.map(({ body }) => (body as { queries: [] }).queries.length),
    ).toEqual([1_000, 1_000, 1]);
  });

  it('tries again after 429 and 5xx, waiting longer each time or as long as it is asked to', async () => {
    api.on(
      BATCH,
      { status: 503 },
      { status: 429, headers: { 'retry-after': '7' } },
      { body: { results: [{}] } },
    );
    await expect(client().query(['pkg:npm/a@1'])).resolves.toEqual([[]]);
    expect(waits).toEqual([250, 7_000]);
  });

  it('gives up after three attempts, at once when told to wait for long, and does not repeat what is wrong', async () => {
    api.on(BATCH, { status: 500 });
    await expect(client().query(['pkg:npm/a@1'])).rejects.toThrow(
      'answered 500',
    );
    expect(api.requests).toHaveLength(3);
    api.forget();
    api.on(BATCH, { status: 429, headers: { 'retry-after': '3600' } });
    await expect(client().query(['pkg:npm/a@1'])).rejects.toThrow(
      'answered 429',
    );
    expect(api.requests).toHaveLength(1);
    api.forget();
    api.on(BATCH, { status: 400, body: { message: 'bad purl' } });
    await expect(client().query(['pkg:npm/a@1'])).rejects.toThrow('bad purl');
    expect(api.requests).toHaveLength(1);
  });

  it('does not take fewer answers than questions', async () => {
    api.on(BATCH, { body: { results: [] } });
    await expect(client().query(['pkg:npm/a@1'])).rejects.toThrow(
      '0 answers to 1 queries',
    );
  });

  describe.each(databases.eachSupportedId())('remembered on %s', databaseId => {
    async function lookup() {
      const knex = await databases.init(databaseId);
      await openDatabase({ database: { getClient: async () => knex } });
      const cache = OsvCache.create({ knex });
      return OsvLookup.create({
        client: client(),
        cache,
        cacheMs: 3_600_000,
        now,
      });
    }

    it('answers from memory until it is old', async () => {
      const osv = await lookup();
      api.on(BATCH, { body: { results: [found('A')] } });
      api.on('GET /v1/vulns/A', record('A', 'CRITICAL'));
      const expected = {
        vulnerabilities: [
          {
            id: 'A',
            aliases: ['CVE-A'],
            purl: 'pkg:npm/a@1',
            severity: 'critical',
            source: 'osv',
          },
        ],
      };
      await expect(osv.find(['pkg:npm/a@1'])).resolves.toEqual(expected);
      await expect(osv.find(['pkg:npm/a@1'])).resolves.toEqual(expected);
      expect(api.seen).toEqual([BATCH, 'GET /v1/vulns/A']);
      clock.now += 3_700_000;
      await osv.find(['pkg:npm/a@1']);
      expect(api.seen).toHaveLength(4);
    });

    it('says why it does not know, never that there is nothing, and keeps what came', async () => {
      const osv = await lookup();
      api.on(BATCH, { body: { results: [found('A', 'B')] } });
      api.on('GET /v1/vulns/A', record('A'));
      api.on('GET /v1/vulns/B', { status: 500 });
      await expect(osv.find(['pkg:npm/x@1'])).resolves.toEqual({
        unknownReason: expect.stringMatching(/^OSV could not be asked: .*500/),
      });
      api.forget();
      api.on('GET /v1/vulns/B', record('B', 'MODERATE'));
      await expect(osv.find(['pkg:npm/x@1'])).resolves.toMatchObject({
        vulnerabilities: [{ severity: 'high' }, { severity: 'medium' }],
      });
      expect(api.seen).toEqual(['GET /v1/vulns/B']);
    });

    it('keeps to the deadline', async () => {
      const osv = await lookup();
      api.on(BATCH, { fault: 'hang' });
      await expect(
        osv.find(['pkg:npm/y@1'], AbortSignal.timeout(50)),
      ).resolves.toEqual({
        unknownReason: 'OSV did not answer before the deadline',
      });
    });
  });
});

describe('readOsvRecord', () => {
  it.each([
    // Base scores as FIRST and the NVD publish them.
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:N', 9.1],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
    ['CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
    ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8],
    ['CVSS:3.1/AV:N/AC:H/PR:N/UI:N/S:U/C:L/I:N/A:N', 3.7],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
    ['CVSS:3.1/AV:X', undefined],
    [
      'CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N',
      undefined,
    ],
  ])('scores %s', (vector, score) => {
    expect(cvss3BaseScore(vector)).toBe(score);
  });

  it('takes the score before the word, the word where there is no score, and unknown where there is neither', () => {
    const severity = (more: object) =>
      readOsvRecord({ id: 'A', ...more }).severity;
    expect(
      severity({
        severity: [
          {
            type: 'CVSS_V3',
            score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
          },
        ],
        database_specific: { severity: 'LOW' },
      }),
    ).toBe('critical');
    expect(severity({ database_specific: { severity: 'MODERATE' } })).toBe(
      'medium',
    );
    expect(
      severity({
        affected: [{ ecosystem_specific: { severity: 'Critical' } }],
      }),
    ).toBe('critical');
    expect(severity({})).toBe('unknown');
  });
});

describe('vulnerabilities of several sources', () => {
  const one = (id: string, more: object = {}) => ({
    id,
    aliases: [],
    purl: 'pkg:npm/a@1',
    severity: 'high' as const,
    source: 'sbom',
    ...more,
  });

  it('are one when they name each other, with the worst severity', () => {
    expect(
      mergeVulnerabilities([
        one('CVE-1'),
        one('GHSA-1', {
          aliases: ['CVE-1'],
          source: 'osv',
          severity: 'critical',
        }),
        one('CVE-1', { purl: 'pkg:npm/b@1' }),
      ]),
    ).toEqual([
      one('CVE-1', {
        aliases: ['GHSA-1'],
        severity: 'critical',
        source: 'sbom, osv',
      }),
      one('CVE-1', { purl: 'pkg:npm/b@1' }),
    ]);
  });

  it('are not new in another version of the same package', () => {
    const base = [one('CVE-1', { purl: 'pkg:npm/a@0.9' })];
    const head = [one('GHSA-1', { aliases: ['CVE-1'] }), one('CVE-2')];
    expect(newVulnerabilities(head, base)).toEqual([one('CVE-2')]);
  });
});
