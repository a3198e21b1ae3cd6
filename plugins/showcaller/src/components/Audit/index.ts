export * from './AuditContent';
