import { isLockFile, lockFileGlobs, readLockFile } from './lockFiles';

function read(path: string, text: string): Record<string, string[]> {
  const packages = readLockFile(path, text);
  return Object.fromEntries(
    [...(packages ?? [])].map(([name, versions]) => [name, [...versions]]),
  );
}

describe('isLockFile', () => {
  it.each([
    'package-lock.json',
    'web/yarn.lock',
    'requirements-dev.txt',
    'services/pay/go.mod',
  ])('%s is one', path => {
    expect(isLockFile(path)).toBe(true);
  });

  it.each([
    'package.json',
    'node_modules/a/yarn.lock',
    'vendor/x/Cargo.lock',
    'src/__fixtures__/package-lock.json',
    'myyarn.lock',
    'requirements/readme.txt',
  ])('%s is none of ours', path => {
    expect(isLockFile(path)).toBe(false);
    expect(readLockFile(path, '')).toBeUndefined();
  });

  it('has names that git can look for', () => {
    expect(lockFileGlobs).toContain('pnpm-lock.yaml');
  });
});

describe('readLockFile', () => {
  it('reads npm lock files of version 3, nested and scoped packages, no links', () => {
    const text = JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'shop', version: '1.0.0' },
        'packages/pay': { version: '1.0.0' },
        'node_modules/pay': { resolved: 'packages/pay', link: true },
        'node_modules/react': { version: '18.2.0' },
        'node_modules/a/node_modules/react': { version: '17.0.2' },
        'node_modules/@babel/core': { version: '7.26.0' },
        'node_modules/alias': { name: 'real', version: '2.0.0' },
      },
    });
    expect(read('package-lock.json', text)).toEqual({
      'npm:react': ['18.2.0', '17.0.2'],
      'npm:@babel/core': ['7.26.0'],
      'npm:real': ['2.0.0'],
    });
  });

  it('reads npm lock files of version 1', () => {
    const text = JSON.stringify({
      lockfileVersion: 1,
      dependencies: {
        a: { version: '1.0.0', dependencies: { b: { version: '2.0.0' } } },
        b: { version: '1.5.0' },
      },
    });
    expect(read('npm-shrinkwrap.json', text)).toEqual({
      'npm:a': ['1.0.0'],
      'npm:b': ['1.5.0', '2.0.0'],
    });
  });

  it('reads classic yarn locks', () => {
    const text = `# yarn lockfile v1


"@babel/code-frame@^7.0.0", "@babel/code-frame@^7.12.13":
  version "7.22.5"
  resolved "https://packages.example/code-frame.tgz"
  dependencies:
    version "^9.9.9"

left-pad@1.3.0:
  version "1.3.0"
`;
    expect(read('yarn.lock', text)).toEqual({
      'npm:@babel/code-frame': ['7.22.5'],
      'npm:left-pad': ['1.3.0'],
    });
  });

  it('reads berry yarn locks without workspaces', () => {
    const text = `__metadata:
  version: 8
  cacheKey: 10

"@shop/pay@workspace:packages/pay":
  version: 0.0.0-use.local
  resolution: "@shop/pay@workspace:packages/pay"

"lodash@npm:^4.17.20, lodash@npm:^4.17.21":
  version: 4.17.21
  resolution: "lodash@npm:4.17.21"
  dependencies:
    version: "npm:^1.0.0"
`;
    expect(read('yarn.lock', text)).toEqual({ 'npm:lodash': ['4.17.21'] });
  });

  it.each([
    ['  /react/18.2.0:\n  /@babel/core/7.26.0_typescript@5:\n', 'version 5'],
    [
      '  /react@18.2.0:\n  /@babel/core@7.26.0(typescript@5.1.0):\n',
      'version 6',
    ],
    [
      "  react@18.2.0:\n    resolution: {}\n  '@babel/core@7.26.0': {}\n",
      'version 9',
    ],
  ])('reads pnpm locks: %j', entries => {
    const text = `lockfileVersion: '9.0'\n\nimporters:\n  .:\n    dependencies: {}\n\npackages:\n\n${entries}\nsnapshots:\n  vue@3.0.0: {}\n`;
    expect(read('pnpm-lock.yaml', text)).toEqual({
      'npm:react': ['18.2.0'],
      'npm:@babel/core': ['7.26.0'],
    });
  });

  it('reads go modules, a later major version as the same package', () => {
    const text = `module example.com/shop

go 1.22

require github.com/single/one v0.3.1

require (
	github.com/acme/pay/v2 v2.4.0 // indirect
	golang.org/x/net v0.20.0
)

replace example.com/x => ../x
`;
    expect(read('go.mod', text)).toEqual({
      'go:github.com/single/one': ['0.3.1'],
      'go:github.com/acme/pay': ['2.4.0'],
      'go:golang.org/x/net': ['0.20.0'],
    });
  });

  it('reads pinned requirements', () => {
    const text = `# made by hand
Django[argon2]==4.2.1 ; python_version >= "3.8"
requests==2.31.0 \\
    --hash=sha256:abc
flask>=2.0
-r other.txt
`;
    expect(read('requirements.txt', text)).toEqual({
      'pypi:django': ['4.2.1'],
      'pypi:requests': ['2.31.0'],
    });
  });

  it.each([
    ['poetry.lock', 'pypi'],
    ['uv.lock', 'pypi'],
    ['Cargo.lock', 'cargo'],
  ])('reads the packages of %s', (path, ecosystem) => {
    const text = `version = 3

[[package]]
name = "serde"
version = "1.0.193"
dependencies = ["x"]

[package.extras]
name = "none"
version = "9.9.9"

[[package]]
name = "serde"
version = "0.9.0"

[metadata]
version = "2.0.0"
`;
    expect(read(path, text)).toEqual({
      [`${ecosystem}:serde`]: ['1.0.193', '0.9.0'],
    });
  });

  it('reads Pipfile, Gemfile, composer and gradle locks', () => {
    expect(
      read(
        'Pipfile.lock',
        JSON.stringify({
          default: { Requests: { version: '==2.31.0' } },
          develop: { editable: { path: '.' } },
        }),
      ),
    ).toEqual({ 'pypi:requests': ['2.31.0'] });
    expect(
      read(
        'Gemfile.lock',
        'GEM\n  specs:\n    rails (7.1.2)\n      activesupport (= 7.1.2)\n\nDEPENDENCIES\n  rails (~> 7.1)\n',
      ),
    ).toEqual({ 'gem:rails': ['7.1.2'] });
    expect(
      read(
        'composer.lock',
        JSON.stringify({
          packages: [{ name: 'acme/pay', version: 'v2.0.1' }],
          'packages-dev': [{ name: 'phpunit/phpunit', version: '10.1.0' }],
        }),
      ),
    ).toEqual({
      'composer:acme/pay': ['v2.0.1'],
      'composer:phpunit/phpunit': ['10.1.0'],
    });
    expect(
      read(
        'gradle.lockfile',
        '# comment\ncom.acme:pay:1.2.3=compileClasspath\nempty=\n',
      ),
    ).toEqual({ 'maven:com.acme:pay': ['1.2.3'] });
  });

  it('says what is no JSON', () => {
    expect(() => readLockFile('package-lock.json', '{')).toThrow(SyntaxError);
    expect(read('package-lock.json', '[]')).toEqual({});
  });
});
