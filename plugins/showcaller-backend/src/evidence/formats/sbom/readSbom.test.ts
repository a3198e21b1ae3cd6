import { describeEvidence } from '../describeEvidence';
import { readSbom } from './readSbom';

const read = (value: unknown) => readSbom(Buffer.from(JSON.stringify(value)));

describe('readSbom', () => {
  it('reads the packages of CycloneDX, nested ones too, and counts what is affected', () => {
    const bom = read({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      components: [
        {
          'bom-ref': 'a',
          type: 'library',
          name: 'core',
          purl: 'pkg:npm/%40babel/core@7.26.0?x=1#y',
          components: [{ name: 'inner', version: '1.0.0' }],
        },
        {
          'bom-ref': 'b',
          group: 'com.acme',
          name: 'pay',
          version: '2.0.0',
          purl: 'pkg:maven/com.acme/pay@2.0.0',
        },
      ],
      vulnerabilities: [
        { id: 'CVE-1', affects: [{ ref: 'a' }, { ref: 'b' }] },
        { id: 'CVE-2', affects: [{ ref: 'a' }] },
        {
          id: 'CVE-3',
          analysis: { state: 'not_affected' },
          affects: [{ ref: 'c' }],
        },
      ],
    });
    expect(bom).toMatchObject({
      kind: 'sbom',
      format: 'CycloneDX 1.5',
      components: 3,
      vulnerabilities: [
        { id: 'CVE-1', purl: 'pkg:npm/%40babel/core@7.26.0?x=1#y' },
        { id: 'CVE-1', purl: 'pkg:maven/com.acme/pay@2.0.0' },
        { id: 'CVE-2', severity: 'unknown', source: 'sbom' },
      ],
      packages: [
        ['npm:@babel/core', ['7.26.0']],
        ['generic:inner', ['1.0.0']],
        ['maven:com.acme:pay', ['2.0.0']],
      ],
      vulnerable: 2,
    });
    expect(describeEvidence(bom)).toMatch(
      /^3 packages, 2 components with known vulnerabilities/,
    );
  });

  it('tells "nobody looked" from "none found"', () => {
    const bom = { bomFormat: 'CycloneDX', components: [] };
    expect(read(bom)).not.toHaveProperty('vulnerable');
    expect(describeEvidence(read(bom))).toContain('not checked');
    expect(read({ ...bom, vulnerabilities: [] })).toMatchObject({
      vulnerable: 0,
    });
  });

  it('reads the packages of SPDX', () => {
    expect(
      read({
        spdxVersion: 'SPDX-2.3',
        packages: [
          {
            name: 'react',
            versionInfo: '18.2.0',
            externalRefs: [
              {
                referenceCategory: 'PACKAGE-MANAGER',
                referenceType: 'purl',
                referenceLocator: 'pkg:npm/react@18.2.0',
              },
            ],
          },
          { name: 'libc', versionInfo: '2.36' },
        ],
      }),
    ).toMatchObject({
      kind: 'sbom',
      format: 'SPDX-2.3',
      problem: expect.stringContaining('dataLicense'),
      packages: [
        ['npm:react', ['18.2.0']],
        ['generic:libc', ['2.36']],
      ],
    });
  });

  it.each([
    ['{', /no JSON/],
    ['{"bomFormat": "Other"}', /no CycloneDX document: bomFormat/],
    [
      '{"bomFormat": "CycloneDX", "components": [{"name": 7}]}',
      /components\.0\.name/,
    ],
    ['[]', /no CycloneDX document/],
    ['{"@context": "https://spdx.org/rdf/3.0.1"}', /SPDX 3.*export/],
  ])('refuses %s and says what is wrong', (text, reason) => {
    expect(() => readSbom(Buffer.from(text))).toThrow(reason);
  });

  it('refuses components that are nested without end', () => {
    let component: object = { name: 'x' };
    for (let i = 0; i < 40; i++) {
      component = { name: 'x', components: [component] };
    }
    expect(() =>
      read({ bomFormat: 'CycloneDX', components: [component] }),
    ).toThrow('nested more than 32 deep');
  });
});
