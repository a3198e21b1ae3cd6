/**
 * GitLab for Showcaller: webhooks, answers of the gate, and past deployments, pipelines, jobs and tests.
 *
 * @packageDocumentation
 */

export { showcallerModuleGitlab as default } from './module';
