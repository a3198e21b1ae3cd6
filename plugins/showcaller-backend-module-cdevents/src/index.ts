/**
 * CDEvents for Showcaller: whatever speaks CDEvents in CloudEvents.
 *
 * @packageDocumentation
 */

export { showcallerModuleCdEvents as default } from './module';
