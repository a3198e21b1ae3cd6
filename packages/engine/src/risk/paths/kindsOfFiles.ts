const testPatterns = [
  /(^|\/)(tests?|__tests__|specs?|testing|e2e|e2e-tests|integration-tests?|testdata|fixtures|__fixtures__|cypress|playwright)\//,
  /(^|\/)src\/(([a-zA-Z]+-)?test|[a-z]+Test)\//,
  /[._-](test|tests|spec|e2e|cy)\.[a-z0-9]+$/i,
  /(^|\/)test_[^/]*\.py$/i,
  /(^|\/)conftest\.py$/i,
  /[a-z0-9](Test|Tests|TestCase|Spec|IT)\.(java|kt|kts|scala|groovy|cs|fs|vb|php|swift)$/,
];

const migrationPatterns = [
  /(^|\/)(db[_-]?)?(migrations?|migrate|flyway|liquibase|changelogs?)\/(?!.*\.(md|txt|rst|png)$)/i,
  /(^|\/)alembic\/versions\//i,
  /(^|\/)[vur]\d*(\.\d+)*__[^/]+\.(sql|java|kt)$/i,
  /(^|\/)db\/(schema|structure)\.(rb|sql)$/i,
  /(^|\/)schema\.prisma$/i,
];

const infrastructurePatterns = [
  // Infrastructure as code
  /\.(tf|tfvars|tf\.json|hcl|nomad|bicep)$/i,
  /(^|\/)(terraform|ansible|playbooks|helm|charts|k8s|kubernetes|kustomize|cloudformation|argocd|manifests|deploy|deployment|infra|infrastructure)\//i,
  /(^|\/)(pulumi|serverless|template|samconfig|skaffold|kustomization|chart|values[^/]*)\.ya?ml$/i,
  // Containers and processes
  /(^|\/)(dockerfile|containerfile)([.-][^/]*)?$|\.dockerfile$/i,
  /(^|\/)(docker-)?compose[^/]*\.ya?ml$/i,
  /(^|\/)(procfile|tiltfile|vagrantfile)$/i,
  /\.(service|timer|socket)$/i,
  // Pipelines
  /(^|\/)\.(github\/(workflows|actions)|circleci|buildkite|gitlab|azure-pipelines|tekton)\//i,
  /(^|\/)(\.gitlab-ci|\.travis|azure-pipelines|bitbucket-pipelines|appveyor|cloudbuild)\.ya?ml$/i,
  /(^|\/)jenkinsfile([.-][^/]*)?$/i,
  // Settings of the service
  /(^|\/)(config|conf|settings|etc)\/[^/]+\.(ya?ml|json|toml|ini|conf|properties|env|xml)$/i,
  /(^|\/)(app-config|application|appsettings|bootstrap|logback|log4j2?)[^/]*\.(ya?ml|json|properties|toml|xml)$/i,
  /(^|\/)\.env(\.[^/]*)?$|\.(env|properties|ini|conf)$/i,
];

const matchesAny = (path: string, patterns: readonly RegExp[]) =>
  patterns.some(pattern => pattern.test(path));

/** Whether a path is that of a test or of what only tests use. @public */
export function isTestFile(path: string): boolean {
  return matchesAny(path, testPatterns);
}

/** Whether a path is that of a database schema migration. @public */
export function isMigrationFile(path: string): boolean {
  return !isTestFile(path) && matchesAny(path, migrationPatterns);
}

/** Whether a path is that of a file that configures infrastructure, containers, pipelines or a service. @public */
export function isInfrastructureFile(path: string): boolean {
  return (
    !isTestFile(path) &&
    !isMigrationFile(path) &&
    matchesAny(path, infrastructurePatterns)
  );
}

/** What the paths of a change tell. @public */
export interface KindsOfFiles {
  /** Files that migrate a schema. */
  migration: number;
  /** Files of infrastructure and configuration. */
  infra: number;
  /** Share (0-1) of the changed lines that are in test files; absent when no line is known to have changed. */
  testtouch?: number;
}

/**
 * Counts the kinds of files that a change touches, by well-known names. A path is a test, a migration, infrastructure or
 * none of these, in this order.
 *
 * @param change - paths, and the lines changed in each; without `churn` there is no `testtouch`
 * @throws RangeError when `files` and `churn` differ in length.
 * @public
 */
export function kindsOfFiles(change: {
  files: readonly string[];
  churn?: readonly number[];
}): KindsOfFiles {
  const { files, churn } = change;
  if (churn && churn.length !== files.length) {
    throw new RangeError(
      `A change lists ${files.length} files but ${churn.length} churn counts`,
    );
  }
  let lines = 0;
  let testLines = 0;
  for (const [index, path] of files.entries()) {
    const changed = churn?.[index] ?? 0;
    lines += changed;
    testLines += isTestFile(path) ? changed : 0;
  }
  return {
    migration: files.filter(isMigrationFile).length,
    infra: files.filter(isInfrastructureFile).length,
    ...(lines > 0 && { testtouch: testLines / lines }),
  };
}
