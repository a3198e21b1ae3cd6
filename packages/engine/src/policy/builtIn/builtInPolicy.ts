import type { PolicyFile } from '../language/types';

const gate = `# What holds back a deployment where no other bundle is active. A production deployment that is likely to fail is
# blocked, and an approval lets it start as a canary over the full ladder; what nobody knows the risk of asks a person.
# The risk is asked about before a deployment starts. A canary that was let through is judged by what it does, and waits
# for a person while nobody knows what that is.

rule "ask_on_unknown_risk_prod" [stages="pre-merge, pre-deploy"]:
  when env == "prod" and is_unknown(risk_score) then require_approval

rule "ask_on_unknown_risk" [stages="pre-merge, pre-deploy"]:
  when env != "prod" and is_unknown(risk_score) then require_approval

rule "block_high_risk_prod" [severity=critical, lift=approval, stages="pre-merge, pre-deploy"]:
  when env == "prod" and risk_score > 0.7 then block

rule "canary_needs_evidence" [stages="canary"]: when is_unknown(canary.error_rate) then pause

test "a risky deployment to production is blocked":
  given { env: "prod", risk_score: 0.71 }
  expect block by "block_high_risk_prod"

test "0.7 itself passes":
  given { env: "prod", risk_score: 0.7 }
  expect allow

test "outside production nothing is blocked by its risk":
  given { env: "stage", risk_score: 0.95 }
  expect allow

test "an unknown risk in production asks a person":
  given { env: "prod", risk_score: unknown }
  expect require_approval by "ask_on_unknown_risk_prod"

test "an unknown risk elsewhere asks a person too":
  given { env: "dev", risk_score: unknown }
  expect require_approval by "ask_on_unknown_risk"
`;

/** Name of the rule that a decision names when nothing held the deployment back. @public */
export const POLICY_DEFAULT_RULE = 'start_rollout';

/**
 * The bundle that decides where no other one is active.
 *
 * @public
 */
export const builtInPolicy: readonly PolicyFile[] = [
  { path: 'gate.policy', text: gate },
];
