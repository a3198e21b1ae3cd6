/**
 * The mathematics of Showcaller: pure functions without I/O, clock or unseeded randomness.
 *
 * @packageDocumentation
 */
export * as audit from './audit';
export * as canary from './canary';
export * as delivery from './delivery';
export * as policy from './policy';
export * as risk from './risk';
export { canonicalJson } from './canonicalJson';
