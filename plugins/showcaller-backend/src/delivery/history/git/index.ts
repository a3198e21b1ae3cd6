export * from './GitLocations';
export * from './GitMirrors';
export * from './GitRepository';
export * from './runGit';
export { GitError } from './runGitHere';
