import {
  isInfrastructureFile,
  isMigrationFile,
  isTestFile,
  kindsOfFiles,
} from './kindsOfFiles';

const test = [
  'src/pay/charge.test.ts',
  'src/pay/__tests__/charge.ts',
  'pkg/pay/charge_test.go',
  'tests/test_charge.py',
  'app/test_charge.py',
  'conftest.py',
  'src/test/java/shop/ChargeTest.java',
  'src/integrationTest/kotlin/ChargeIT.kt',
  'Shop.Tests/ChargeTests.cs',
  'spec/models/charge_spec.rb',
  'cypress/e2e/pay.cy.ts',
];
const migration = [
  'migrations/20261121_010000_ingest.js',
  'db/migrate/20260101120000_add_charges.rb',
  'src/main/resources/db/migration/V7__charges.sql',
  'alembic/versions/3f1c_charges.py',
  'prisma/schema.prisma',
  'db/schema.rb',
  'shop/migrations/0004_charge.py',
];
const infrastructure = [
  'main.tf',
  'infra/prod.tfvars',
  'Dockerfile',
  'build/Dockerfile.arm64',
  'docker-compose.yml',
  'charts/pay/templates/deployment.yaml',
  'k8s/pay.yaml',
  '.github/workflows/ci.yml',
  '.gitlab-ci.yml',
  'Jenkinsfile',
  'src/main/resources/application-prod.yml',
  'app-config.production.yaml',
  'config/limits.json',
  '.env.production',
];
const none = [
  'src/pay/charge.ts',
  'README.md',
  'src/latest/news.ts',
  'src/contest/Winner.java',
  'src/immigration/form.ts',
  'migrations/README.md',
  'src/config/readConfig.ts',
  'package.json',
  'src/attest.ts',
];

describe('the kind of a file', () => {
  it.each(test)('%s is a test', path => {
    expect(isTestFile(path)).toBe(true);
    expect(isMigrationFile(path)).toBe(false);
    expect(isInfrastructureFile(path)).toBe(false);
  });

  it.each(migration)('%s is a schema migration', path => {
    expect(isMigrationFile(path)).toBe(true);
    expect(isInfrastructureFile(path)).toBe(false);
  });

  it.each(infrastructure)('%s is infrastructure or configuration', path => {
    expect(isInfrastructureFile(path)).toBe(true);
    expect(isMigrationFile(path)).toBe(false);
  });

  it.each(none)('%s is none of these', path => {
    expect(isTestFile(path)).toBe(false);
    expect(isMigrationFile(path)).toBe(false);
    expect(isInfrastructureFile(path)).toBe(false);
  });
});

describe('kindsOfFiles', () => {
  it('counts files, and lines in tests', () => {
    expect(
      kindsOfFiles({
        files: ['src/a.ts', 'src/a.test.ts', 'migrations/1.sql', 'Dockerfile'],
        churn: [60, 30, 6, 4],
      }),
    ).toEqual({ migration: 1, infra: 1, testtouch: 0.3 });
  });

  it('does not know the share of tests where no line is known', () => {
    expect(kindsOfFiles({ files: ['src/a.test.ts'] })).toEqual({
      migration: 0,
      infra: 0,
    });
    expect(kindsOfFiles({ files: [], churn: [] })).toEqual({
      migration: 0,
      infra: 0,
    });
  });

  it('refuses lists of different lengths', () => {
    expect(() => kindsOfFiles({ files: ['a'], churn: [] })).toThrow(RangeError);
  });
});
