/** Rules and tests that use every part of the language. */
export const policySentences: readonly string[] = [
  'rule "block_high_risk_prod": when env == "prod" and risk_score > 0.7 then block',
  'rule "auto_rollback": when canary.error_rate > 2x_baseline for 3m then rollback',
  'when canary.error_rate > slo for 3m then rollback',
  'when canary.error_rate > 2x baseline for 3m then rollback',
  'rule "p95" [severity=critical, tier="1"]: when canary.latency.p95 > 1.05x_baseline or canary.saturation.cpu >= 85% for 2m30s then rollback(scope: "service"), notify("sre")',
  'when error_rate_delta < 0.5% and p95_latency_delta < 5% and saturation_stable then promote',
  'rule "freeze": when in_window("change-freeze") and not (labels["emergency"] == true) then require_approval(role: "release-manager", count: 2) else allow',
  'when env_name in ["prod","prod-eu"] and sbom.critical_vulns > 0 then block',
  'when not artifact.signed or artifact.identity not in ["a", "b"] then block("unsigned")',
  'when artifact.identity matches "https://github.com/acme/*/release.yml@*" then allow',
  'when coverage.delta < -2pp && !(tests.pass_rate >= 99%) || sbom.new_critical * 2 + 1 > size(sbom.new_licences) then require_approval',
  'when canary.error_rate > max(2x_baseline, 1%) and abs(error_rate_delta) > 0.5pp then pause # wait\n// and see',
  'when is_unknown(risk_score) and known(tests.failed) then require_approval("owners", 2)',
  'rule "off" [evidence=off, confidence=0.99, min_requests=100, lift=approval]: when canary.latency.p99 > 300ms for 1h then hold; when input.ticket == "x" then set_strategy("canary")',
  'test "t": given { env: "prod", risk_score: 0.8, canary.error_rate: 6% (baseline: 2%, failures: 3, requests: 50, baseline_failures: 1, baseline_requests: 50) } for 3m, { risk_score: unknown } at 5m expect not block, rollback by "auto_rollback"',
];
