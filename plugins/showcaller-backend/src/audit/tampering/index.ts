/**
 * A real audit log and ways to tamper with it, for the benchmark of the log.
 *
 * @packageDocumentation
 */
export { LogOnTrial, someEntry } from './LogOnTrial';
export { fill, tamper, type Miss } from './tamper';
export type { AuditAppend } from '../types';
export type { LogFault } from '../tree/LogFaultError';
export type { LogCheck } from '../verification/types';
