import type { Knex } from 'knex';
import { assertAppendOnly } from './appendOnly';
import { DatabaseAuditLog } from './DatabaseAuditLog';

/** What the room of the audit log needs of its surroundings. */
export interface AuditRoomOptions {
  knex: Knex;
  now?: () => Date;
}

/** The log of what was decided and changed, which nobody can alter without being found out. */
export class AuditRoom {
  /** To append to, in the transaction of what is logged, and to read from. */
  readonly log: DatabaseAuditLog;

  /** @throws Error when the database does not refuse changes of the log */
  static async create(options: AuditRoomOptions): Promise<AuditRoom> {
    await assertAppendOnly(options.knex);
    return new AuditRoom(options);
  }

  private constructor(options: AuditRoomOptions) {
    this.log = DatabaseAuditLog.create(options);
  }
}
