import type {
  GateOutcome,
  PolicyBundleRow,
  PolicyComparison,
  PolicyDifference,
} from '@showcaller/backstage-plugin-showcaller-common';
import { compilePolicy, type PolicyFile } from '@showcaller/engine/policy';
import type { StoredSample } from './policyApi';

/** Hashes of the samples; their beginnings are what people see. */
export const hashes = {
  active: `ac${'1'.repeat(62)}`,
  proposed: `be${'2'.repeat(62)}`,
  shadow: `ca${'3'.repeat(62)}`,
  stored: `da${'4'.repeat(62)}`,
  broken: `eb${'5'.repeat(62)}`,
};

const freeze = `# Nobody ships to production while the change freeze is on.
rule "change_freeze" [severity=major]: when env == "prod" and in_window("change-freeze") then block

test "a deployment in the freeze is blocked":
  given { env: "prod", calendar.windows: ["change-freeze"] }
  expect block by "change_freeze"
`;

function gate(limit: number): string {
  return `# What holds back a deployment to production.
rule "ask_on_unknown_risk": when env == "prod" and is_unknown(risk_score) then require_approval

rule "block_high_risk_prod" [severity=critical, lift=approval]:
  when env == "prod" and risk_score > ${limit}
  then block

test "a risky deployment to production is blocked":
  given { env: "prod", risk_score: 0.71 }
  expect block by "block_high_risk_prod"

test "what nobody knows the risk of asks a person":
  given { env: "prod", risk_score: unknown }
  expect require_approval by "ask_on_unknown_risk"
`;
}

/** Files of the bundle that decides. */
export const activeFiles: PolicyFile[] = [
  { path: 'gate.policy', text: gate(0.7) },
];

/** Files of a bundle that blocks from a lower risk and has a freeze. */
export const stricterFiles: PolicyFile[] = [
  { path: 'freeze.policy', text: freeze },
  { path: 'gate.policy', text: gate(0.6) },
];

/** One with an unknown word, an error that a suggestion takes away. */
export const brokenFiles: PolicyFile[] = [
  {
    path: 'gate.policy',
    text: 'rule "risky": when env == "prod" and risk_scor > 0.7 then block\n',
  },
];

/** A bundle that was just stored. */
export function rowOf(
  bundle: Partial<PolicyBundleRow> &
    Pick<PolicyBundleRow, 'hash' | 'createdBy' | 'createdAt'> & {
      files: readonly PolicyFile[];
    },
): PolicyBundleRow {
  const { files, ...facts } = bundle;
  const { diagnostics, rules, test } = compilePolicy(files);
  const tests = test();
  const failed = tests.filter(({ passed }) => !passed).length;
  return {
    origin: 'database',
    status: 'stored',
    ruleCount: rules.length,
    errors: diagnostics.filter(({ severity }) => severity === 'error').length,
    warnings: diagnostics.filter(({ severity }) => severity === 'warning')
      .length,
    testsPassed: tests.length - failed,
    testsFailed: failed,
    ...facts,
  };
}

/** One of each: active, proposed, in shadow, stored, with errors. */
export function sampleBundles(now: Date): StoredSample[] {
  const ago = (hours: number) =>
    new Date(now.getTime() - hours * 3_600_000).toISOString();
  const sample = (
    facts: Partial<PolicyBundleRow> & Pick<PolicyBundleRow, 'hash'>,
    files: PolicyFile[],
    hours: number,
  ): StoredSample => ({
    ...rowOf({
      createdBy: 'user:default/ines.platform',
      createdAt: ago(hours),
      ...facts,
      files,
    }),
    files,
  });
  return [
    sample(
      {
        hash: hashes.proposed,
        status: 'proposed',
        comment: 'Block from 0.6, and the freeze of December',
        proposedBy: 'user:default/ines.platform',
        proposedAt: ago(2),
        proposalReason:
          'Two of the last five failures were between 0.6 and 0.7',
      },
      stricterFiles,
      3,
    ),
    sample(
      { hash: hashes.broken, comment: 'Not done yet', status: 'broken' },
      brokenFiles,
      20,
    ),
    sample(
      { hash: hashes.shadow, status: 'shadow', comment: 'Freeze only' },
      [stricterFiles[0]],
      50,
    ),
    sample(
      {
        hash: hashes.stored,
        origin: 'git',
        sourceRevision: '4f2c1d0a9b',
        createdBy: 'git',
      },
      stricterFiles,
      60,
    ),
    sample(
      {
        hash: hashes.active,
        status: 'active',
        comment: 'As the product ships it',
        activatedBy: 'user:default/sam.sre',
        activatedAt: ago(400),
        statusReason: 'Same rules as before, now under our own name',
      },
      activeFiles,
      500,
    ),
  ];
}

function difference(
  index: number,
  now: Date,
  changes: Partial<PolicyDifference> = {},
): PolicyDifference {
  return {
    decisionId: `01KDIFFERENCE${index}`,
    entityRef: `component:default/${
      index % 2 === 0 ? 'payments-api' : 'orders'
    }`,
    environment: 'production',
    sha: '4f2c1d0a9b7e',
    decidedAt: new Date(now.getTime() - index * 7_200_000).toISOString(),
    active: { outcome: 'allow', ruleName: 'start_rollout' },
    other: {
      outcome: 'block',
      ruleName: 'block_high_risk_prod',
      explanation:
        'Blocked by block_high_risk_prod: env is prod and risk_score is 0.66, above 0.6.',
    },
    outcome: index === 1 ? 'failed' : 'clean',
    ...changes,
  };
}

/** A comparison of 240 decisions: 229 the same, 9 stricter, 2 looser. */
export function sampleComparison(
  changes: Partial<PolicyComparison> = {},
  now: Date = new Date('2026-11-20T13:05:00Z'),
): PolicyComparison {
  const row = (counts: Partial<Record<GateOutcome, number>>) => ({
    allow: 0,
    inconclusive: 0,
    needs_approval: 0,
    block: 0,
    ...counts,
  });
  return {
    hash: hashes.proposed,
    activeHash: hashes.active,
    kind: 'dry-run',
    from: new Date(now.getTime() - 30 * 86_400_000).toISOString(),
    to: now.toISOString(),
    state: 'finished',
    decisions: 240,
    same: 229,
    stricter: 9,
    looser: 2,
    skipped: 12,
    matrix: {
      allow: row({ allow: 200, block: 8, needs_approval: 1 }),
      inconclusive: row({ inconclusive: 4 }),
      needs_approval: row({ needs_approval: 20, allow: 2 }),
      block: row({ block: 5 }),
    },
    failuresCaught: 3,
    failuresMissed: 1,
    differences: [
      ...[1, 2, 3, 4].map(index => difference(index, now)),
      difference(5, now, {
        active: {
          outcome: 'needs_approval',
          ruleName: 'ask_on_unknown_risk_prod',
        },
        other: {
          outcome: 'allow',
          explanation: 'Allowed because no rule holds it back in production.',
        },
        outcome: 'pending',
      }),
    ],
    ...changes,
  };
}
