/**
 * Jenkins for Showcaller: past builds, tests and deployments.
 *
 * @packageDocumentation
 */

export { showcallerModuleJenkins as default } from './module';
