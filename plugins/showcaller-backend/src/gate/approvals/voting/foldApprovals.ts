import type {
  ApprovalState,
  ApprovalVote,
  GateDecision,
} from '@showcaller/backstage-plugin-showcaller-common';
import { timestamp } from '../../../database/timestamp';
import { identitiesOf, isSamePerson } from '../people/identitiesOf';
import type { StoredVote } from './DatabaseVoteStore';
import type { DecisionContext } from './DecisionContext';
import { objectionTo } from './objections';

const HOUR_MS = 60 * 60 * 1000;

/** Until when a decision can be voted on. */
export function votingEndsAt(
  decision: GateDecision,
  expiryHours: number,
): string {
  return timestamp(
    decision.expiresAt ??
      Date.parse(decision.decidedAt) + expiryHours * HOUR_MS,
  );
}

/** Until when a vote counts: never longer than the decision can be used. */
export function voteExpiresAt(
  decision: GateDecision,
  at: Date,
  expiryHours: number,
): string {
  const end = timestamp(at.getTime() + expiryHours * HOUR_MS);
  const last = decision.expiresAt && timestamp(decision.expiresAt);
  return last !== undefined && last < end ? last : end;
}

/** Where the approval of a decision stands, from what people said and who they are now. Undefined when nothing needs approval. */
export function foldApprovals(options: {
  context: DecisionContext;
  /** In the order in which they were given. */
  votes: StoredVote[];
  now: Date;
  expiryHours: number;
  salt: string;
}): ApprovalState | undefined {
  const { context, now, expiryHours } = options;
  const { decision, current, eligible } = context;
  const requirement = decision.approvals;
  if (!requirement) {
    return undefined;
  }
  const votes = judge(options);
  const counting = votes.filter(
    ({ counts, verdict }) => counts && verdict === 'approve',
  );
  const required = Math.max(1, requirement.count);
  const have = counting.length;
  const rejection = votes.find(({ verdict }) => verdict === 'reject');
  const at = timestamp(now);
  const end = votingEndsAt(decision, expiryHours);
  const state = stateFrom({
    rejected: rejection !== undefined,
    current,
    unusable:
      decision.expiresAt !== undefined && timestamp(decision.expiresAt) <= at,
    approved: have >= required,
    late: end <= at,
  });
  const words: Record<ApprovalState['state'], string> = {
    open: `Waits for ${required - have} of ${required} ${
      required === 1 ? 'approval' : 'approvals'
    } by ${
      eligible.join(' or ') || 'an owner, whom the catalog does not know'
    }.`,
    approved: `Approved by ${counting
      .map(({ approver }) => approver)
      .join(' and ')}.`,
    rejected: `Rejected by ${rejection?.approver}.`,
    expired: `Nobody may approve it any more: it waited until ${end}. Ask the gate again.`,
    superseded:
      'A newer decision about the same deployment is there; approvals of this one count for nothing.',
  };
  return {
    required,
    have,
    eligible,
    votes,
    subjectHash: decision.subjectHash,
    state,
    explanation: [words[state], ...unknownPeople(context)].join(' '),
    expiresAt: state === 'approved' ? lastsUntil(counting, required) : end,
  };
}

/** What could not be held against whoever approves. */
function unknownPeople({ askers, authors }: DecisionContext): string[] {
  const nobody = [
    ...(askers.length === 0 ? ['who asked for it'] : []),
    ...(authors.length === 0 ? ['who wrote the commits'] : []),
  ].join(' and ');
  return nobody
    ? [
        `It is not known ${nobody}, so it is not certain that none of them approves.`,
      ]
    : [];
}

function stateFrom(facts: {
  rejected: boolean;
  current: boolean;
  unusable: boolean;
  approved: boolean;
  late: boolean;
}): ApprovalState['state'] {
  const order: Array<[ApprovalState['state'], boolean]> = [
    ['rejected', facts.rejected],
    ['superseded', !facts.current],
    ['expired', facts.unusable],
    ['approved', facts.approved],
    ['expired', facts.late],
  ];
  return order.find(([, holds]) => holds)?.[0] ?? 'open';
}

/** When so many of the approvals have expired that they are not enough any more. */
function lastsUntil(counting: ApprovalVote[], required: number): string {
  return counting.map(({ expiresAt }) => expiresAt).sort()[
    counting.length - required
  ];
}

function judge(options: {
  context: DecisionContext;
  votes: StoredVote[];
  now: Date;
  salt: string;
}): ApprovalVote[] {
  const { context, votes, now, salt } = options;
  const at = timestamp(now);
  const judged: ApprovalVote[] = [];
  for (const { subjectHash, ...vote } of votes) {
    const why =
      vote.verdict === 'reject'
        ? undefined
        : [
            subjectHash === context.decision.subjectHash
              ? undefined
              : 'It was given to something else',
            vote.expiresAt <= at
              ? `It expired at ${vote.expiresAt}`
              : undefined,
            objectionTo(vote.approver, context, salt)?.words,
            approvedBefore(vote.approver, judged, context)
              ? 'The same person approved it already'
              : undefined,
          ].find(objection => objection !== undefined);
    judged.push({ ...vote, counts: why === undefined, why });
  }
  return judged;
}

/** Several users of the catalog that stand for one person have one vote. */
function approvedBefore(
  ref: string,
  earlier: ApprovalVote[],
  { people }: DecisionContext,
): boolean {
  const user = people?.get(ref.toLowerCase());
  return earlier.some(({ approver, counts }) => {
    const other = people?.get(approver.toLowerCase());
    return (
      counts &&
      user !== undefined &&
      other !== undefined &&
      isSamePerson(identitiesOf(user), identitiesOf(other))
    );
  });
}
