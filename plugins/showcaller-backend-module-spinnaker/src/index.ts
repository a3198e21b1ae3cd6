/**
 * Spinnaker for Showcaller: what Echo and Igor tell of pipelines, stages and builds.
 *
 * @packageDocumentation
 */

export { showcallerModuleSpinnaker as default } from './module';
