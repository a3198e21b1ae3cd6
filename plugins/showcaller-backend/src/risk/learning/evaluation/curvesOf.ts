import type {
  CurvePoint,
  ReliabilityBin,
} from '@showcaller/backstage-plugin-showcaller-common';
import { prCurve, reliabilityCurve, rocCurve } from '@showcaller/engine/risk';

/** ROC and precision-recall curve; empty with one class only. */
export function curvesOf(
  labels: Uint8Array,
  scores: Float64Array,
): { roc: CurvePoint[]; precisionRecall: CurvePoint[] } {
  return {
    roc: (rocCurve({ labels, scores })?.points ?? []).map(point => ({
      x: point.falsePositiveRate,
      y: point.truePositiveRate,
    })),
    precisionRecall: (prCurve({ labels, scores })?.points ?? []).map(point => ({
      x: point.recall,
      y: point.precision,
    })),
  };
}

export function reliabilityOf(
  labels: Uint8Array,
  probabilities: Float64Array,
): ReliabilityBin[] {
  return reliabilityCurve({ labels, probabilities }).map(
    ({ meanProbability, observed }) => ({
      predicted: meanProbability,
      observed: observed.rate,
      low: observed.low,
      high: observed.high,
      rows: observed.n,
    }),
  );
}
