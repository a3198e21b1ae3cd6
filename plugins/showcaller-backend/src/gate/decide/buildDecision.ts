import type {
  GateDecision,
  GateOutcome,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { MatchedRule, PolicyEvaluation } from '@showcaller/engine/policy';
import { ulid } from 'ulid';
import { timestamp } from '../../database/timestamp';
import type { ActivePolicy, PolicySubject } from '../types';
import { chooseStrategy } from './chooseStrategy';
import { subjectHash } from './subjectHash';

const NOTHING_HOLDS = {
  name: 'start_rollout',
  description: 'No rule holds it back',
};

/** What a rollout rule means for whoever waits at the gate: rolling back is no, pausing is not yet. */
const BY_ROLLOUT: Partial<
  Record<NonNullable<PolicyEvaluation['rollout']>, GateOutcome>
> = { rollback: 'block', pause: 'inconclusive' };

const STRENGTH: readonly GateOutcome[] = [
  'allow',
  'inconclusive',
  'needs_approval',
  'block',
];

/** The stronger of what the rules of the gate and those of the rollout say. */
function outcomeOf(evaluation: PolicyEvaluation): {
  outcome: GateOutcome;
  /** Whether a rule of the rollout decided. */
  byRollout: boolean;
} {
  const { outcome, rollout } = evaluation;
  const asked = rollout && BY_ROLLOUT[rollout];
  return asked && STRENGTH.indexOf(asked) > STRENGTH.indexOf(outcome)
    ? { outcome: asked, byRollout: true }
    : { outcome, byRollout: false };
}

function decidingRule(
  evaluation: PolicyEvaluation,
  byRollout: boolean,
): MatchedRule | undefined {
  const { matched, decidedBy, rollout } = evaluation;
  if (byRollout) {
    return matched.find(({ actions }) =>
      actions.some(
        ({ name }) =>
          name === rollout || (rollout === 'pause' && name === 'hold'),
      ),
    );
  }
  return decidedBy === undefined ? undefined : matched[decidedBy];
}

/** Puts a decision together. Pure but for its id. */
export function buildDecision(options: {
  subject: PolicySubject;
  mode: GateDecision['mode'];
  policy: Pick<ActivePolicy, 'hash' | 'name'>;
  evaluation: PolicyEvaluation;
  /** Annotation of the component. */
  strategyTable?: string;
  /** When an answer cannot be used any more; absent for what is decided on by itself. */
  expiresAt?: Date;
  now: Date;
}): GateDecision {
  const { subject, mode, policy, evaluation, expiresAt, now } = options;
  const { assessment } = subject;
  const risk = assessment?.probability;
  const { outcome, byRollout } = outcomeOf(evaluation);
  const rule = decidingRule(evaluation, byRollout);
  const chosen = chooseStrategy({
    wantedTable: options.strategyTable,
    risk,
    asked: evaluation.strategy,
  });
  const lifted = outcome === 'block' && rule?.labels.lift === 'approval';
  const approvable = outcome === 'needs_approval' || lifted;
  return {
    id: ulid(now.getTime()),
    assessmentId: assessment?.id,
    deploymentId: subject.deploymentId,
    evaluationId: subject.evaluationId,
    stage: subject.stage,
    entityRef: subject.entityRef,
    environment: subject.environment,
    tier: subject.tier,
    outcome,
    ...(outcome === 'allow' && { strategy: chosen.strategy }),
    ...(approvable && {
      onApproval: { strategy: 'canary', ladder: 'full' },
      approvals: evaluation.approvals ?? { count: 1 },
    }),
    successProbability: risk === undefined ? undefined : 1 - risk,
    rule: {
      name: rule?.name ?? NOTHING_HOLDS.name,
      description: rule
        ? rule.labels.description ?? rule.text
        : NOTHING_HOLDS.description,
      policy: policy.name,
      strategyTable: chosen.table,
      ...(rule && { location: rule.location }),
    },
    matchedRules: decidingFirst(evaluation.matched, rule),
    subjectHash: subjectHash(subject, policy.hash),
    policyHash: policy.hash,
    modelHash: assessment?.model.hash,
    inputs: inputsOf(options),
    explanation: [
      byRollout && rule ? rule.explanation : evaluation.explanation,
      ...(chosen.note ? [chosen.note] : []),
    ].join(' '),
    mode,
    decidedAt: timestamp(now),
    ...(expiresAt && { expiresAt: timestamp(expiresAt) }),
  };
}

function decidingFirst(
  matched: MatchedRule[],
  rule: MatchedRule | undefined,
): MatchedRule[] {
  return rule ? [rule, ...matched.filter(other => other !== rule)] : matched;
}

function inputsOf(options: {
  subject: PolicySubject;
  strategyTable?: string;
}): GateDecision['inputs'] {
  const { subject, strategyTable = 'canary' } = options;
  const { assessment, artifact, configRevision, identifier } = subject;
  return {
    risk: assessment?.probability ?? null,
    env: subject.tier,
    env_name: subject.environment,
    strategy_table: strategyTable,
    backfill: assessment?.backfill ?? false,
    sha: subject.sha,
    previous_sha: subject.previousSha ?? null,
    ...(artifact && { artifact: artifact.digest }),
    ...(configRevision !== undefined && { config_revision: configRevision }),
    ...(identifier !== undefined && { identifier }),
  };
}
