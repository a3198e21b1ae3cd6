import type { Language, Service } from '../organisation/types';
import { camelCase, joined, pascalCase, subjectsOf } from './vocabulary';

interface Layout {
  /** Folder → file name of a subject in it. `{service}` is the service's own name. */
  code: Record<string, (subject: string) => string>;
  tests: Record<string, (subject: string) => string>;
  /** Files that exist once. */
  single: readonly string[];
  assets?: string;
}

const layouts: Record<Language, Layout> = {
  typescript: {
    code: {
      'src/routes': s => `${camelCase(s)}Route.ts`,
      'src/domain': s => `${camelCase(s)}.ts`,
      'src/clients': s => `${pascalCase(s)}Client.ts`,
      'src/components': s => `${pascalCase(s)}.tsx`,
    },
    tests: { 'src/domain': s => `${camelCase(s)}.test.ts` },
    single: [
      'package.json',
      'src/config.ts',
      'src/main.ts',
      'src/i18n/en.json',
    ],
    assets: 'public/images',
  },
  java: {
    code: {
      'src/main/java/shop/{service}/api': s =>
        `${pascalCase(s)}Controller.java`,
      'src/main/java/shop/{service}/domain': s => `${pascalCase(s)}.java`,
      'src/main/java/shop/{service}/storage': s =>
        `${pascalCase(s)}Repository.java`,
    },
    tests: {
      'src/test/java/shop/{service}/domain': s => `${pascalCase(s)}Test.java`,
    },
    single: [
      'pom.xml',
      'src/main/resources/application.yaml',
      'src/main/resources/db/V1__schema.sql',
    ],
  },
  go: {
    code: {
      'internal/http': s => `${joined(s, '_')}_handler.go`,
      'internal/domain': s => `${joined(s, '_')}.go`,
      'internal/store': s => `${joined(s, '_')}_store.go`,
    },
    tests: { 'internal/domain': s => `${joined(s, '_')}_test.go` },
    single: ['go.mod', 'cmd/{service}/main.go', 'internal/config/config.go'],
  },
  python: {
    code: {
      'app/api': s => `${joined(s, '_')}_api.py`,
      'app/domain': s => `${joined(s, '_')}.py`,
      'app/storage': s => `${joined(s, '_')}_table.py`,
    },
    tests: { tests: s => `test_${joined(s, '_')}.py` },
    single: ['pyproject.toml', 'app/main.py', 'app/settings.py'],
    assets: 'tests/fixtures',
  },
};

const everywhere = [
  'README.md',
  'deploy/production.yaml',
  'deploy/staging.yaml',
  'docs/runbook.md',
];

/** Paths of a service at its first commit. */
export function initialPaths(service: Service): string[] {
  const layout = layouts[service.language];
  const subjects = subjectsOf(service);
  const paths = [...layout.single, ...everywhere];
  for (const folders of [layout.code, layout.tests]) {
    for (const [folder, fileName] of Object.entries(folders)) {
      paths.push(...subjects.map(subject => `${folder}/${fileName(subject)}`));
    }
  }
  return paths.map(path => inService(service, path));
}

/** A path for a new source file about `subject`; `variant` keeps it apart from existing ones. */
export function newPath(options: {
  service: Service;
  subject: string;
  folder: number;
  variant: string;
}): string {
  const { service, subject, variant } = options;
  const folders = Object.entries(layouts[service.language].code);
  const [folder, fileName] = folders[options.folder % folders.length];
  return inService(service, `${folder}/${fileName(`${subject} ${variant}`)}`);
}

/** Where binary files of a service live. */
export function assetPath(service: Service, name: string): string {
  const folder = layouts[service.language].assets ?? 'docs/images';
  return inService(service, `${folder}/${name}.png`);
}

function inService(service: Service, path: string): string {
  const named = path.replaceAll('{service}', service.name.replaceAll('-', ''));
  return service.path ? `${service.path}/${named}` : named;
}
