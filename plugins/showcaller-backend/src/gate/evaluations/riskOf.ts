import type {
  GateEvaluation,
  RiskAssessment,
  RiskSignal,
} from '@showcaller/backstage-plugin-showcaller-common';
import { riskFeatures } from '@showcaller/engine/risk';

const TOP = 5;

const labels = new Map<string, string>(
  riskFeatures.map(({ name, label }) => [name, label]),
);

function labelOf({ name }: RiskSignal): string {
  return labels.get(name) ?? name;
}

/** What a caller is told of the risk: the score, the strongest reasons, and what is not known. */
export function riskOf(
  assessment: RiskAssessment,
): NonNullable<GateEvaluation['risk']> {
  const { probability, interval, band, unknownReason, signals } = assessment;
  const top = signals
    .filter(({ contribution }) => contribution !== undefined)
    .sort(
      (a, b) => Math.abs(b.contribution ?? 0) - Math.abs(a.contribution ?? 0),
    )
    .slice(0, TOP);
  return {
    score: probability,
    interval,
    band,
    confidence: interval && 1 - (interval.high - interval.low),
    top: top.map(signal => ({
      feature: signal.name,
      label: labelOf(signal),
      value: signal.value,
      unit: signal.unit,
      contribution: signal.contribution ?? 0,
      effect: signal.effect,
    })),
    missing: signals
      .filter(({ value }) => value === undefined)
      .map(signal => ({
        feature: signal.name,
        label: labelOf(signal),
        reason: signal.missingReason ?? 'it is not known',
      })),
    unknownReason,
  };
}
