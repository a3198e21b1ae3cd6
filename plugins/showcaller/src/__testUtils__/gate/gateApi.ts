import type {
  ApprovalState,
  GateDecisionDetail,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleArtifact } from './sampleArtifact';
import { decisionNow, sampleDetail, sampleOverride } from './sampleDecision';
import { sampleInbox } from './sampleInbox';
import { sampleProof } from './sampleProof';

/** The part of the API that the decision page and the inbox use. */
export type GateApi = Pick<
  ShowcallerApi,
  | 'getGateDecision'
  | 'voteOnDecision'
  | 'overrideDecision'
  | 'confirmOverride'
  | 'getApprovals'
  | 'getArtifactEvidence'
  | 'getAuditProof'
>;

function withVote(
  state: ApprovalState,
  verdict: 'approve' | 'reject',
  comment: string | undefined,
  now: Date,
): ApprovalState {
  const have = state.have + (verdict === 'approve' ? 1 : 0);
  const standing = have >= state.required ? 'approved' : 'open';
  return {
    ...state,
    have,
    votes: [
      ...state.votes,
      {
        id: `vote-${state.votes.length + 1}`,
        decisionId: '01KDECISION',
        approver: 'user:default/reader',
        verdict,
        comment,
        at: now.toISOString(),
        expiresAt: state.expiresAt ?? now.toISOString(),
        counts: true,
      },
    ],
    state: verdict === 'reject' ? 'rejected' : standing,
    explanation:
      verdict === 'reject' ? 'reader rejected it.' : 'Two people approved it.',
    you: { may: false, reason: 'You have said your word on this.' },
  };
}

/** Answers from memory as the backend would: votes count, overrides let through, second looks are kept. */
export function createGateApi(
  detail: GateDecisionDetail = sampleDetail(),
  changes: Partial<GateApi> & { now?: Date } = {},
): GateApi {
  const { now = decisionNow, ...answers } = changes;
  let current = detail;
  return {
    getGateDecision: async () => current,
    voteOnDecision: async (_, { verdict, comment }) => {
      const { approvals } = current;
      if (!approvals) {
        throw new Error('Nothing has to be approved.');
      }
      const next = withVote(approvals, verdict, comment, now);
      current = {
        ...current,
        approvals: next,
        status: next.state === 'approved' ? 'ALLOW' : current.status,
        statusReason: next.explanation,
      };
      return next;
    },
    overrideDecision: async (_, { reason, incidentId }) => {
      const override = sampleOverride(
        { reason, incidentId, by: 'user:default/reader' },
        now,
      );
      current = { ...current, override, status: 'ALLOW' };
      return override;
    },
    confirmOverride: async (_, { verdict, comment }) => {
      const override = {
        ...(current.override ?? sampleOverride({}, now)),
        state: verdict === 'confirm' ? ('confirmed' as const) : 'objected',
        confirmedBy: 'user:default/reader',
        confirmedAt: now.toISOString(),
        comment,
      };
      current = { ...current, override } as GateDecisionDetail;
      return current.override ?? sampleOverride({}, now);
    },
    getApprovals: async ({ scope = 'mine', limit = 20, offset = 0 } = {}) => {
      const rows = sampleInbox(now).filter(
        row => scope === 'all' || row.you.may,
      );
      return {
        items: rows.slice(offset, offset + limit),
        totalItems: rows.length,
        limit,
        offset,
      };
    },
    getArtifactEvidence: async () => sampleArtifact({}, now),
    getAuditProof: async seq => sampleProof({ seq }),
    ...answers,
  };
}
