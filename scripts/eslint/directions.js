/**
 * Which packages of ours a package may import (DESIGN: dependencies point one way).
 * `tests` are allowed in test files on top of `imports`.
 */
const P = '@showcaller/backstage-plugin-';
const ENGINE = '@showcaller/engine';
const COMMON = `${P}showcaller-common`;
const NODE = `${P}showcaller-node`;
const REACT = `${P}showcaller-react`;
const BACKEND = `${P}showcaller-backend`;
const GITHUB = `${P}showcaller-backend-module-github`;
const GITLAB = `${P}showcaller-backend-module-gitlab`;
const JENKINS = `${P}showcaller-backend-module-jenkins`;

const ARGOCD = `${P}showcaller-backend-module-argocd`;
const SPINNAKER = `${P}showcaller-backend-module-spinnaker`;
const CDEVENTS = `${P}showcaller-backend-module-cdevents`;
const DEMO_SIGN_IN = `${P}auth-backend-module-showcaller-demo`;

// The engine is pure: a page may compile a policy or check a proof by itself.
const frontend = { imports: [COMMON, REACT, ENGINE], tests: [] };
const backendModule = { imports: [ENGINE, COMMON, NODE], tests: [] };

const directions = {
  [ENGINE]: { imports: [], tests: [] },
  [COMMON]: { imports: [ENGINE], tests: [] },
  [NODE]: { imports: [COMMON], tests: [] },
  [REACT]: { imports: [COMMON], tests: [] },
  [`${P}risk`]: frontend,
  [`${P}showcaller`]: frontend,
  [BACKEND]: {
    imports: [ENGINE, COMMON, NODE],
    tests: [GITHUB, GITLAB, JENKINS, ARGOCD, SPINNAKER, CDEVENTS],
  },
  [GITHUB]: backendModule,
  [GITLAB]: backendModule,
  [JENKINS]: backendModule,
  [ARGOCD]: backendModule,
  [SPINNAKER]: backendModule,
  [CDEVENTS]: backendModule,
  [DEMO_SIGN_IN]: { imports: [], tests: [] },
  [`${P}permission-backend-module-showcaller`]: backendModule,
  '@showcaller/demo': { imports: [COMMON], tests: [GITHUB] },
  '@showcaller/bench': {
    imports: [
      ENGINE,
      COMMON,
      NODE,
      BACKEND,
      GITHUB,
      GITLAB,
      JENKINS,
      ARGOCD,
      SPINNAKER,
      CDEVENTS,
    ],
    tests: [],
  },
  app: { imports: [`${P}risk`, `${P}showcaller`], tests: [] },
  backend: {
    imports: [
      BACKEND,
      GITHUB,
      GITLAB,
      JENKINS,
      ARGOCD,
      SPINNAKER,
      CDEVENTS,
      DEMO_SIGN_IN,
      `${P}permission-backend-module-showcaller`,
    ],
    tests: [],
  },
};

/** Import patterns that are forbidden in a package; the package itself is covered by Backstage's own rule. */
function forbiddenPatterns(name, { inTests = false } = {}) {
  const rule = directions[name];
  if (!rule) {
    throw new Error(
      `${name} is not in scripts/eslint/directions.js: say there what it may import`,
    );
  }
  const allowed = [name, ...rule.imports, ...(inTests ? rule.tests : [])];
  const ours = Object.keys(directions).filter(n =>
    n.startsWith('@showcaller/'),
  );
  return ours
    .filter(other => !allowed.includes(other))
    .flatMap(other => [other, `${other}/*`]);
}

module.exports = { directions, forbiddenPatterns };
