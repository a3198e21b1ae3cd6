import type {
  CurvePoint,
  ModelEvaluation,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatMeasure,
  formatPercent,
} from '@showcaller/backstage-plugin-showcaller-react';

/** A curve of the model or of a simple one, with its area where it is known. */
export interface JudgedCurve {
  who: 'model' | 'logistic' | 'linesAdded';
  points: CurvePoint[];
  /** `0.812`. */
  area?: string;
}

/** The curves that there are, the model's first. */
export function judgedCurves(
  evaluation: ModelEvaluation,
  kind: 'roc' | 'precisionRecall',
): JudgedCurve[] {
  const { controlCurves, controls, metrics } = evaluation;
  const area = kind === 'roc' ? 'rocAuc' : 'prAuc';
  const curves: Array<[JudgedCurve['who'], CurvePoint[] | undefined, number?]> =
    [
      ['model', evaluation[kind], metrics[area]],
      ['logistic', controlCurves?.logistic?.[kind], controls.logistic?.[area]],
      [
        'linesAdded',
        controlCurves?.linesAdded?.[kind],
        controls.linesAdded?.[area],
      ],
    ];
  return curves
    .filter(([, points]) => points && points.length > 0)
    .map(([who, points = [], value]) => ({
      who,
      points,
      area: value === undefined ? undefined : formatMeasure(value),
    }));
}

/** What a group of signals is worth: how much worse the model is without it. */
export interface AblationRow {
  group: string;
  aucLoss: number;
  /** `−0.021 without it`, or that it is not missed. */
  auc: string;
  logLoss: string;
}

/** Most worth first. */
export function ablationRows(
  ablation: ModelEvaluation['ablation'],
): AblationRow[] {
  return [...ablation]
    .sort((a, b) => b.aucLoss - a.aucLoss)
    .map(({ group, aucLoss, logLossGain }) => ({
      group,
      aucLoss,
      auc: signed(-aucLoss),
      logLoss: signed(logLossGain),
    }));
}

function signed(value: number): string {
  const text = formatMeasure(value);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/** How much the reasons it gives changed against the model before; undefined where there was none. */
export function stabilitySentence(
  evaluation: Pick<ModelEvaluation, 'stability'>,
): string | undefined {
  const { stability } = evaluation;
  if (!stability) {
    return undefined;
  }
  const { top3Overlap, top3SignAgreement, localSpearman } = stability;
  return `Against the model before it, ${formatPercent(
    top3Overlap,
  )} of the three greatest reasons are the same and ${formatPercent(
    top3SignAgreement,
  )} of those point the same way; the order of all reasons agrees to ${formatMeasure(
    localSpearman,
    2,
  )} (1 is the same order).`;
}
