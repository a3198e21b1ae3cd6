import type {
  CurvePoint,
  DriftReport,
  FairnessRow,
  ModelEvaluation,
  ReliabilityBin,
} from '@showcaller/backstage-plugin-showcaller-common';
import { sampleFeatures } from './sampleFeatures';
import { controlMetrics, goodMetrics, hashes } from './sampleVersions';

const PREVALENCE = 265 / 2_140;

/** TPR = FPR^k, whose area is 1 / (k + 1). */
function rocOf(area: number): CurvePoint[] {
  const power = 1 / area - 1;
  return Array.from({ length: 61 }, (_, index) => {
    const x = (index / 60) ** 2;
    return { x, y: x ** power };
  });
}

/** The same classifier as precision over recall. */
function precisionRecallOf(roc: CurvePoint[]): CurvePoint[] {
  return roc.slice(1).map(({ x, y }) => ({
    x: y,
    y: (PREVALENCE * y) / (PREVALENCE * y + (1 - PREVALENCE) * x),
  }));
}

function reliability(): ReliabilityBin[] {
  const predicted = [
    0.012, 0.022, 0.034, 0.049, 0.067, 0.089, 0.118, 0.161, 0.234, 0.452,
  ];
  const observed = [
    0.009, 0.019, 0.037, 0.042, 0.075, 0.079, 0.126, 0.14, 0.299, 0.428,
  ];
  return predicted.map((value, index) => {
    const rows = 214;
    const share = observed[index];
    const z = 1.96;
    const centre = (share + (z * z) / (2 * rows)) / (1 + (z * z) / rows);
    const half =
      (z / (1 + (z * z) / rows)) *
      Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
    return {
      predicted: value,
      observed: share,
      low: centre - half,
      high: centre + half,
      rows,
    };
  });
}

export function sampleFairness(): FairnessRow[] {
  return [
    {
      group: 'group:default/search',
      kind: 'team',
      rows: 41,
      positives: 3,
      tooSmall: true,
    },
    {
      group: 'group:default/storefront',
      kind: 'team',
      rows: 610,
      positives: 71,
      falsePositiveRate: { value: 0.071, low: 0.051, high: 0.097 },
      falseNegativeRate: { value: 0.52, low: 0.41, high: 0.63 },
      tooSmall: false,
    },
    {
      group: 'group:default/payments',
      kind: 'team',
      rows: 720,
      positives: 96,
      falsePositiveRate: { value: 0.082, low: 0.061, high: 0.11 },
      falseNegativeRate: { value: 0.48, low: 0.38, high: 0.58 },
      tooSmall: false,
    },
    {
      group: 'tier 2',
      kind: 'tier',
      rows: 1_020,
      positives: 98,
      falsePositiveRate: { value: 0.069, low: 0.053, high: 0.088 },
      falseNegativeRate: { value: 0.55, low: 0.45, high: 0.65 },
      tooSmall: false,
    },
    {
      group: 'tier 1',
      kind: 'tier',
      rows: 1_120,
      positives: 167,
      falsePositiveRate: { value: 0.084, low: 0.067, high: 0.105 },
      falseNegativeRate: { value: 0.47, low: 0.39, high: 0.55 },
      tooSmall: false,
    },
  ];
}

/** A back-test of a good model. */
export function sampleEvaluation(
  changes: Partial<ModelEvaluation> = {},
): ModelEvaluation {
  const [roc, logistic, linesAdded] = [0.812, 0.776, 0.722].map(rocOf);
  return {
    modelHash: hashes.champion,
    computedAt: '2026-11-20T04:00:00Z',
    window: { from: '2026-03-03T08:00:00Z', to: '2026-11-13T09:00:00Z' },
    rows: 2_140,
    positives: 265,
    metrics: goodMetrics,
    controls: controlMetrics,
    captureInterval: { low: 0.38, high: 0.54 },
    calibrationInTheLarge: { difference: 0.004, low: -0.009, high: 0.018 },
    roc,
    precisionRecall: precisionRecallOf(roc),
    controlCurves: {
      logistic: { roc: logistic, precisionRecall: precisionRecallOf(logistic) },
      linesAdded: {
        roc: linesAdded,
        precisionRecall: precisionRecallOf(linesAdded),
      },
    },
    reliability: reliability(),
    ablation: [
      { group: 'size', aucLoss: 0.041, logLossGain: 0.0131 },
      { group: 'incidents', aucLoss: 0.022, logLossGain: 0.0069 },
      { group: 'churn', aucLoss: 0.017, logLossGain: 0.0052 },
      { group: 'tests', aucLoss: 0.011, logLossGain: 0.0033 },
      { group: 'flakiness', aucLoss: 0.006, logLossGain: 0.0017 },
      { group: 'team', aucLoss: 0.005, logLossGain: 0.0015 },
      { group: 'purpose', aucLoss: 0.003, logLossGain: 0.0011 },
      { group: 'dependencies', aucLoss: 0.002, logLossGain: 0.0006 },
      { group: 'timing', aucLoss: 0.001, logLossGain: 0.0003 },
      { group: 'performance', aucLoss: -0.001, logLossGain: -0.0002 },
    ],
    stability: {
      previousHash: hashes.boosted,
      top3Overlap: 0.78,
      top3SignAgreement: 0.96,
      localSpearman: 0.71,
    },
    fairness: sampleFairness(),
    threshold: 0.7,
    ...changes,
  };
}

/** Two signals have moved: the test pass rate and the lines added. */
export function sampleDrift(changes: Partial<DriftReport> = {}): DriftReport {
  const moved: Record<string, Partial<DriftReport['features'][number]>> = {
    la: { psi: 0.13, level: 'watch', missingThen: 0, missingNow: 0 },
    testpass: { psi: 0.31, level: 'act', missingThen: 0.06, missingNow: 0.41 },
    perfdelta: { psi: undefined, missingThen: 1, missingNow: 1 },
  };
  return {
    modelHash: hashes.champion,
    computedAt: '2026-11-20T12:00:00Z',
    rows: 312,
    features: sampleFeatures.map(({ name }, index) => ({
      name,
      psi: 0.01 + ((index * 37) % 70) / 1_000,
      level: 'stable' as const,
      missingThen: index > 13 ? 0.04 : 0,
      missingNow: index > 13 ? 0.05 : 0.01,
      ...moved[name],
    })),
    score: { psi: 0.07, ks: 0.09, level: 'stable' },
    loss: { rows: 186, mean: 0.318, level: 'stable' },
    ...changes,
  };
}
