/**
 * GitLab for Showcaller: past deployments, pipelines, jobs and tests.
 *
 * @packageDocumentation
 */

export { showcallerModuleGitlab as default } from './module';
