import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSbom } from './readSbom';

const archives = path.resolve(
  __dirname,
  '../../../../../../../shared/data/wider',
);
const cases = path.join(archives, 'cyclonedx-spec-cases.tar.gz');
const examples = path.join(archives, 'sbom-examples.tar.gz');

const problemOf = (value: unknown) =>
  readSbom(Buffer.from(JSON.stringify(value))).problem;

const spdx = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'pay',
  documentNamespace: 'https://example.com/pay',
  creationInfo: { created: '2026-11-20T10:00:00Z', creators: ['Tool: syft'] },
  packages: [
    { SPDXID: 'SPDXRef-a', name: 'a', downloadLocation: 'NOASSERTION' },
  ],
  relationships: [
    {
      spdxElementId: 'SPDXRef-DOCUMENT',
      relationshipType: 'DESCRIBES',
      relatedSpdxElement: 'SPDXRef-a',
    },
  ],
};

describe('validity of bills of materials', () => {
  it('finds SPDX 2.3 valid, and says what keeps it from being so', () => {
    expect(problemOf(spdx)).toBeUndefined();
    const { packages, relationships } = spdx;
    expect(problemOf({ ...spdx, packages: [...packages, ...packages] })).toBe(
      'SPDXID: SPDXRef-a is used twice',
    );
    expect(
      problemOf({
        ...spdx,
        relationships: [
          { ...relationships[0], relatedSpdxElement: 'SPDXRef-b' },
        ],
      }),
    ).toBe('relationships.0.relatedSpdxElement: there is no SPDXRef-b');
    expect(problemOf({ ...spdx, spdxVersion: 'SPDX-2.1' })).toContain(
      'spdxVersion',
    );
  });

  it('names a version of CycloneDX that it does not know', () => {
    expect(
      problemOf({ bomFormat: 'CycloneDX', specVersion: '9.9', version: 1 }),
    ).toBe('specVersion: 9.9 is none of 1.2, 1.3, 1.4, 1.5, 1.6, 1.7');
  });

  it('judges a very large document without comparing every pair', () => {
    const components = Array.from({ length: 20_000 }, (_, index) => ({
      type: 'library',
      name: `package-${index}`,
      version: '1.0.0',
    }));
    const started = performance.now();
    const bom = { bomFormat: 'CycloneDX', specVersion: '1.6', version: 1 };
    expect(problemOf({ ...bom, components })).toBeUndefined();
    expect(
      problemOf({ ...bom, components: [...components, components[7]] }),
    ).toBe('/components: must not contain equal items');
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

(existsSync(cases) ? describe : describe.skip)('published documents', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'sbom-'));
    for (const archive of [cases, examples]) {
      execFileSync('tar', ['xzf', archive, '-C', folder]);
    }
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('judges every case of the CycloneDX specification as its name says', () => {
    const root = path.join(folder, 'cyclonedx-spec-cases');
    const files = readdirSync(root, {
      recursive: true,
      encoding: 'utf8',
    }).filter(name => name.endsWith('.json'));
    const wrong = files.filter(name => {
      let problem: string | undefined;
      try {
        problem = readSbom(readFileSync(path.join(root, name))).problem;
      } catch {
        problem = 'unreadable';
      }
      return (
        (problem === undefined) !== path.basename(name).startsWith('valid')
      );
    });
    expect(wrong).toEqual([]);
    expect(files.length).toBeGreaterThan(200);
  });

  it('reads the bills of real projects', () => {
    const root = path.join(folder, 'sbom-examples');
    const bills = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.json') && !/spdx3/.test(name))
      .map(name => readSbom(readFileSync(path.join(root, name))));
    expect(bills.length).toBeGreaterThan(30);
    expect(bills.filter(({ problem }) => problem !== undefined)).toEqual([]);
  });
});
