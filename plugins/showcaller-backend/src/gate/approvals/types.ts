import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  ApprovalInboxRow,
  GateAnswerRow,
  GateDecision,
  IncidentRecord,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { EffectiveStatus } from '../types';

/** Another room whose things wait for people, too: they appear in the same inbox. */
export interface InboxSource {
  /** At most 100 rows, those that wait longest first, and only what the caller may see. */
  list(options: {
    /** `mine`: only what the caller may say something to. */
    scope: 'mine' | 'all';
    credentials: BackstageCredentials;
  }): Promise<ApprovalInboxRow[]>;
}

/** Where an override's incident is looked up. */
export interface IncidentLookup {
  get(id: string): Promise<IncidentRecord | undefined>;
}

/** Decisions of a time, for reports. */
export interface DecisionPages {
  /** Ordered by time and id, at most `limit`, after the given one; `from` inclusive, `to` exclusive. */
  page(options: {
    from: string;
    to: string;
    entityRef?: string;
    after?: { decidedAt: string; id: string };
    limit: number;
  }): Promise<GateDecision[]>;
}

/** What the gate knows of decisions besides: what they mean now, and who was told. */
export interface DecisionFollowUp {
  statusesOf(decisions: GateDecision[]): Promise<Map<string, EffectiveStatus>>;
  answersOf(decisionIds: string[]): Promise<Map<string, GateAnswerRow[]>>;
}
