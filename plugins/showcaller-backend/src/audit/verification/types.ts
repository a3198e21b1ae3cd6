import type { LogFault } from '../tree/LogFaultError';

/** A checkpoint whose signature holds, and where it was found. */
export interface TrustedCheckpoint {
  size: number;
  root: Uint8Array;
  /** As a reader knows it: its time, or its file. */
  name: string;
  /** Its file below the folder, when it was found outside the database. */
  file?: string;
}

/**
 * Result of looking at the whole log.
 *
 * @public
 */
export interface LogCheck {
  /** Entries looked at. */
  entries: number;
  checkpoints: number;
  /** The first thing that is wrong. */
  fault?: LogFault;
}
