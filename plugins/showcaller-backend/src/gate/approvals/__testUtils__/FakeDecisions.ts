import type {
  GateAnswerRow,
  GateDecision,
} from '@showcaller/backstage-plugin-showcaller-common';
import { ulid } from 'ulid';
import type { DecisionReader, EffectiveStatus } from '../../types';
import type { DecisionFollowUp, DecisionPages } from '../types';

/** A blocked production deployment that an approval lifts; what matters to a test is passed in. */
export function decisionOf(
  fields: Partial<GateDecision> & { entityRef: string },
): GateDecision {
  return {
    id: ulid(),
    assessmentId: 'assessment-1',
    stage: 'pre-deploy',
    environment: 'production',
    tier: 'production',
    outcome: 'block',
    onApproval: { strategy: 'canary', ladder: 'full' },
    successProbability: 0.2,
    rule: {
      name: 'block_high_risk_prod',
      description: 'A risky change in production',
      policy: 'built-in',
      strategyTable: 'canary',
      location: {
        file: 'release.policy',
        line: 3,
        column: 1,
        endLine: 4,
        endColumn: 1,
        offset: 0,
        endOffset: 10,
      },
    },
    matchedRules: [],
    approvals: { count: 1 },
    subjectHash: 'a'.repeat(64),
    policyHash: 'b'.repeat(64),
    modelHash: 'c'.repeat(64),
    inputs: { risk: 0.8, sha: ulid(), artifact: 'sha256:abc' },
    explanation: 'Blocked because the risk is above 0.7.',
    mode: 'enforced',
    decidedAt: '2026-11-25T10:00:00.000Z',
    ...fields,
  };
}

/** Decisions as the gate would tell of them. */
export class FakeDecisions
  implements DecisionReader, DecisionPages, DecisionFollowUp
{
  readonly all = new Map<string, GateDecision>();
  readonly superseded = new Set<string>();
  readonly requesters = new Map<string, string>();
  readonly callers = new Map<string, string>();
  readonly authors = new Map<string, string[]>();
  /** The greatest number of decisions that were asked for at once. */
  longestPage = 0;

  add(decision: GateDecision, asked: { by?: string; authors?: string[] } = {}) {
    this.all.set(decision.id, decision);
    if (asked.by) {
      this.requesters.set(decision.id, asked.by);
    }
    this.authors.set(decision.id, asked.authors ?? ['f'.repeat(32)]);
    return decision;
  }

  async get(id: string) {
    return this.all.get(id);
  }

  async isCurrent({ id }: GateDecision) {
    return !this.superseded.has(id);
  }

  async requesterOf({ id }: GateDecision) {
    return this.requesters.get(id);
  }

  async askersOf({ id }: GateDecision) {
    return [this.requesters.get(id), this.callers.get(id)].flatMap(
      asker => asker ?? [],
    );
  }

  async authorsOf({ id }: GateDecision) {
    return this.authors.get(id) ?? [];
  }

  async page(options: Parameters<DecisionPages['page']>[0]) {
    const { from, to, entityRef, after, limit } = options;
    const key = (one: { decidedAt: string; id: string }) =>
      `${one.decidedAt} ${one.id}`;
    const found = [...this.all.values()]
      .filter(
        decision =>
          decision.decidedAt >= from &&
          decision.decidedAt < to &&
          (!entityRef || decision.entityRef === entityRef) &&
          (!after || key(decision) > key(after)),
      )
      .sort((one, other) => (key(one) < key(other) ? -1 : 1))
      .slice(0, limit);
    this.longestPage = Math.max(this.longestPage, found.length);
    return found;
  }

  async statusesOf(decisions: GateDecision[]) {
    return new Map(
      decisions.map(({ id }): [string, EffectiveStatus] => [
        id,
        { status: 'BLOCK' },
      ]),
    );
  }

  async answersOf(ids: string[]) {
    return new Map(
      ids.map((id): [string, GateAnswerRow[]] => [
        id,
        [
          {
            id: `answer-${id}`,
            responder: 'callback',
            target: 'ci.example',
            status: 'BLOCK',
            state: 'sent',
            attempts: 1,
            requests: [],
            updatedAt: '2026-11-25T10:00:01.000Z',
          },
        ],
      ]),
    );
  }
}
