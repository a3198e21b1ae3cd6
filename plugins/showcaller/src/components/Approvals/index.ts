export * from './ApprovalsContent';
