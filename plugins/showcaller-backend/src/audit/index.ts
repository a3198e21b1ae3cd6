export { AuditRoom, type AuditRoomOptions } from './AuditRoom';
export { DatabaseAuditLog } from './DatabaseAuditLog';
export type { AuditAppend, AuditAppender, AuditReader } from './types';
