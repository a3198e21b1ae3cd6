/**
 * Where the log is not what it was.
 *
 * @public
 */
export interface LogFault {
  /** The first entry that is wrong; 0 when it is not about an entry. */
  seq: number;
  /** What is wrong, as the rest of a sentence. */
  reason: string;
}

/** The log was tampered with, or the database lost something. */
export class LogFaultError extends Error {
  override name = 'LogFaultError';
  readonly fault: LogFault;

  constructor(fault: LogFault) {
    super(`Entry ${fault.seq} of the audit log: ${fault.reason}`);
    this.fault = fault;
  }
}
