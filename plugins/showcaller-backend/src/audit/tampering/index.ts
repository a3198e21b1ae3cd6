/**
 * A real audit log and ways to tamper with it, for the benchmark of the log.
 *
 * @packageDocumentation
 */
export { LogOnTrial, someEntry } from './LogOnTrial';
export { fill, tamper, type Miss } from './tamper';
