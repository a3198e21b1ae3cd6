/**
 * Jenkins for Showcaller: notifications, and past builds, tests and deployments.
 *
 * @packageDocumentation
 */

export { showcallerModuleJenkins as default } from './module';
