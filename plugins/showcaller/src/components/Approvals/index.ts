export * from './ApprovalsContent';
export { ApprovalsSidebarItem } from './ApprovalsSidebarItem';
