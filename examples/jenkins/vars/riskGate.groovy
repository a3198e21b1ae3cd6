/**
 * Asks Showcaller's gate, waits for an approval where one is needed, prints why, and fails the build when the answer is no.
 * Uses nothing but `sh`, so that no plugin is needed: resources/showcaller-gate.sh does the work on the agent, which needs
 * curl and awk.
 *
 *   riskGate(entity: 'component:default/payments', environment: 'production')
 *
 * Returns a map with status, evaluationId and evidenceUrl.
 */
def call(Map given = [:]) {
  for (name in ['entity', 'environment']) {
    if (!given[name]) {
      error "riskGate: '${name}' is missing, such as riskGate(entity: 'component:default/payments', environment: 'production')"
    }
  }
  def url = given.url ?: env.SHOWCALLER_URL
  if (!url) {
    error "riskGate: say where the portal is, by 'url' or by the variable SHOWCALLER_URL of Jenkins"
  }
  def repository = given.repository ?: repositoryOf(env.GIT_URL)
  if (!repository) {
    error "riskGate: say which repository it is about, by repository: 'owner/repo'; it cannot be read from GIT_URL (${env.GIT_URL})"
  }
  def folder = ".showcaller-${env.BUILD_NUMBER}-${given.environment}".replaceAll('[^A-Za-z0-9._-]', '-')
  def variables = [
    SHOWCALLER_URL            : url,
    SHOWCALLER_CALLER         : given.caller ?: 'service',
    SHOWCALLER_ENTITY         : given.entity,
    SHOWCALLER_ENVIRONMENT    : given.environment,
    SHOWCALLER_STAGE          : given.stage ?: 'pre-deploy',
    SHOWCALLER_REPOSITORY     : repository,
    SHOWCALLER_SHA            : given.sha ?: env.GIT_COMMIT,
    SHOWCALLER_PULL_REQUEST   : given.pullRequest ?: env.CHANGE_ID,
    SHOWCALLER_ARTIFACT_DIGEST: given.artifactDigest,
    SHOWCALLER_CONFIG_REVISION: given.configRevision,
    SHOWCALLER_IDENTIFIER     : given.identifier,
    SHOWCALLER_REQUESTED_BY   : given.requestedBy ?: env.BUILD_USER_ID,
    SHOWCALLER_WAIT_SECONDS   : given.waitSeconds ?: 3600,
    SHOWCALLER_PRODUCTION     : given.production ?: 'production prod live',
    SHOWCALLER_SOURCE         : 'jenkins',
    SHOWCALLER_OUTPUT         : "${folder}/answer.txt",
  ].findAll { it.value }.collect { name, value -> "${name}=${value}" as String }

  def code
  def answer = ''
  writeFile file: "${folder}/showcaller-gate.sh", text: libraryResource('showcaller-gate.sh')
  // The token is a credential of the kind "Secret text": masked in the log, and never in a command.
  withCredentials([string(credentialsId: given.credentialsId ?: 'showcaller-token', variable: 'SHOWCALLER_TOKEN')]) {
    withEnv(variables) {
      code = sh(script: "sh '${folder}/showcaller-gate.sh'", returnStatus: true, label: 'Ask Showcaller')
    }
  }
  if (fileExists("${folder}/answer.txt")) {
    answer = readFile("${folder}/answer.txt")
  }
  if (code != 0) {
    error "Showcaller holds this back (${reasonOf(code)}); why is printed above"
  }
  return [
    status      : fieldOf(answer, 'status'),
    evaluationId: fieldOf(answer, 'evaluation_id'),
    evidenceUrl : fieldOf(answer, 'evidence_url'),
  ]
}

/** `owner/repo` of the address of a git repository. */
@NonCPS
String repositoryOf(String address) {
  def found = (address ?: '') =~ /^(?:[a-z+]+:\/\/(?:[^@\/]*@)?[^\/]+\/|[^@\/\s]+@[^:\/\s]+:)(.+?)(?:\.git)?\/*$/
  return found.find() ? found.group(1) : null
}

@NonCPS
String fieldOf(String answer, String name) {
  def line = answer.readLines().reverse().find { it.startsWith("${name}=") }
  return line ? line.substring(name.length() + 1) : null
}

@NonCPS
String reasonOf(int code) {
  return [
    1: 'blocked',
    2: 'nobody approved in time; run it again after the approval',
    3: 'the question or the credentials were refused',
    4: 'no answer, and this is a production',
  ][code] ?: "the script ended with ${code}"
}
