export { ApprovalRoom, type ApprovalRoomOptions } from './ApprovalRoom';
export type {
  DecisionFollowUp,
  DecisionPages,
  IncidentLookup,
  InboxSource,
} from './types';
