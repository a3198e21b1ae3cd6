/**
 * Argo CD for Showcaller: what its notifications tell of syncs and health.
 *
 * @packageDocumentation
 */

export { showcallerModuleArgoCd as default } from './module';
