import { ConfigReader } from '@backstage/config';
import { documentName } from './documentName';
import { globPattern, namePattern } from './globPattern';
import { readArtifactRules } from './readArtifactRules';

const read = (artifacts: object[]) =>
  readArtifactRules(
    new ConfigReader(
      JSON.parse(JSON.stringify({ showcaller: { evidence: { artifacts } } })),
    ),
  );

describe('globPattern', () => {
  it.each([
    ['**/*.xml', 'a.xml', true],
    ['**/*.xml', 'x/y/a.xml', true],
    ['**/*.xml', 'x/y/a.xml.txt', false],
    ['*.xml', 'x/a.xml', false],
    ['reports/**', 'reports/x/y.json', true],
    ['a?.xml', 'ab.xml', true],
    ['a?.xml', 'a/.xml', false],
    ['**/{bom.json,*.cdx.json}', 'x/app.cdx.json', true],
    ['**/{bom.json,*.cdx.json}', 'bom.json', true],
    ['**/{bom.json,*.cdx.json}', 'bombjson', false],
    ['a(b)+[c].xml', 'a(b)+[c].xml', true],
    ['{a', '{a', true],
  ])('%s over %s: %s', (glob, path, matches) => {
    expect(globPattern(glob).test(path)).toBe(matches);
  });

  it('lets a star of an artifact cross slashes, which names of jobs have', () => {
    expect(namePattern('rspec*').test('rspec 1/3')).toBe(true);
    expect(namePattern('rspec').test('rspec 1/3')).toBe(false);
  });
});

describe('readArtifactRules', () => {
  it('has none by default', () => {
    expect(readArtifactRules(new ConfigReader({}))).toEqual([]);
  });

  it.each([
    ['junit', 'surefire/TEST-a.xml'],
    ['coverage', 'x/cobertura-coverage.xml'],
    ['coverage', 'lcov.info'],
    ['coverage', 'target/site/jacoco/jacoco.xml'],
    ['benchmark', 'results.json'],
    ['sarif', 'out/codeql.sarif'],
    ['sarif', 'a.sarif.json'],
    ['sbom', 'bom.json'],
    ['sbom', 'dist/app.spdx.json'],
    ['attestation', 'app.sigstore.json'],
  ])('takes of %s usually %s', (kind, path) => {
    expect(read([{ artifact: 'x', kind }])[0].file.test(path)).toBe(true);
  });

  it.each([
    [{ artifact: 'x', kind: 'xunit' }, "artifacts[0].kind is 'xunit'"],
    [{ kind: 'junit' }, 'artifacts[0].artifact'],
    [{ artifact: 'x', kind: 'junit', name: 'ä' }, 'artifacts[0].name is'],
    [{ artifact: 'x', kind: 'junit', file: 'x'.repeat(501) }, '500 characters'],
  ])('refuses %j', (rule, message) => {
    expect(() => read([rule])).toThrow(message);
  });
});

describe('documentName', () => {
  const nameOf = (rule: object, artifact: string, path?: string): string =>
    documentName({
      rule: read([{ kind: 'junit', artifact: '*', ...rule }])[0],
      artifact,
      path,
    });

  it.each([
    [{}, 'tests', 'unit/a.xml', 'tests/unit/a.xml'],
    [{ file: 'a.xml' }, 'tests', 'a.xml', 'tests'],
    [{ name: 'unit' }, 'tests', 'a.xml', 'unit/tests/a.xml'],
    [{ name: 'unit', artifact: 'tests' }, 'tests', 'a.xml', 'unit/a.xml'],
    [
      { name: 'unit', artifact: 'tests', file: 'a.xml' },
      'tests',
      'a.xml',
      'unit',
    ],
    [{}, 'target/TEST-a.xml', undefined, 'target/TEST-a.xml'],
  ])('%j of %s, %s is %s', (rule, artifact, path, name) => {
    expect(nameOf(rule, artifact, path)).toBe(name);
  });

  it('is one that evidence accepts, and another for another file', () => {
    const names = ['ä.xml', 'ö.xml', `${'x'.repeat(200)}.xml`, 'y (1).xml'].map(
      path => nameOf({}, 'tests', path),
    );
    for (const name of names) {
      expect(name).toMatch(/^[\w.:/ -]{1,100}$/);
    }
    expect(new Set(names).size).toBe(4);
    expect(names[0]).toMatch(/^tests\/-\.xml:[0-9a-f]{8}$/);
  });
});
