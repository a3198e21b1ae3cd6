import type { JitProject } from '../risk/readJit';
import type { Exactness } from './measureExactness';
import type { Stability } from './stability';
import type { XgboostFigures } from './xgboostPeer';

/** What was measured on one project. */
export type Measured = Exactness &
  Stability & {
    project: JitProject;
    /** Greatest difference from the definition of Shapley values, on small trees. */
    definitionMaxErr: number | undefined;
    /** Undefined where no Python has it. */
    xgboost: XgboostFigures | undefined;
  };

const mean = (values: number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Worst of the errors, mean of the rest. */
export function summary(measured: Measured[]) {
  const worst = (read: (one: Measured) => number | undefined) =>
    Math.max(...measured.map(one => read(one) ?? NaN).filter(Number.isFinite));
  const average = (read: (one: Measured) => number) =>
    Number(mean(measured.map(read)).toFixed(4));
  return {
    additivity_max_err: worst(one => one.additivityMaxErr),
    onnx_ts_max_diff: worst(one => one.onnxMaxDiff),
    definition_max_err: worst(one => one.definitionMaxErr),
    top3_sign_agreement: average(one => one.top3SignAgreement),
    top3_overlap: average(one => one.top3Overlap),
    shap_ms: average(one => one.shapMs),
    local_spearman: average(one => one.localSpearman),
    global_spearman: average(one => one.globalSpearman),
    grouped_top1_overlap: average(one => one.groupedTop1),
    grouped_top2_overlap: average(one => one.groupedTop2),
    grouped_top3_overlap: average(one => one.groupedTop3),
    grouped_top3_sign_agreement: average(one => one.groupedTop3Sign),
    /** What two random orders of so many groups would share. */
    grouped_top3_by_chance: average(one =>
      Math.min(1, 3 / Math.max(3, one.groups)),
    ),
    ...xgboostSummary(measured),
    rows: measured.reduce((sum, { rows }) => sum + rows, 0),
  };
}

/** The same of XGBoost in the same run, and its trees explained by us; null where it is not installed. */
function xgboostSummary(measured: Measured[]) {
  const figures = measured.flatMap(({ xgboost }) => xgboost ?? []);
  const average = (read: (one: XgboostFigures) => number) =>
    figures.length > 0 ? Number(mean(figures.map(read)).toFixed(4)) : null;
  return {
    xgboost_contributions_max_diff:
      figures.length > 0
        ? Math.max(...figures.map(one => one.contributionsMaxDiff))
        : null,
    xgboost_shap_ms: average(one => one.ms),
    xgboost_trees_our_shap_ms: average(one => one.oursMs),
    xgboost_top3_overlap: average(one => one.stability.top3Overlap),
    xgboost_top3_sign_agreement: average(
      one => one.stability.top3SignAgreement,
    ),
    xgboost_grouped_top1_overlap: average(one => one.stability.groupedTop1),
    xgboost_grouped_top2_overlap: average(one => one.stability.groupedTop2),
  };
}

/** For people: how exact. */
export function exactnessTable(measured: Measured[]) {
  return {
    title: 'Exactness: every test row; greatest differences, in log-odds',
    rows: [
      [
        'project',
        'rows',
        'trees',
        'sum of shares − margin',
        'ONNX Runtime − TypeScript',
        'shares − definition (small trees)',
        "shares of XGBoost's trees − its own",
        'ms per row',
      ],
      ...measured.map(one => [
        `${one.project.family}/${one.project.name}`,
        one.rows,
        one.trees,
        one.additivityMaxErr,
        one.onnxMaxDiff,
        one.definitionMaxErr,
        one.xgboost?.contributionsMaxDiff,
        one.shapMs,
      ]),
    ],
  };
}

/** For people: how stable. */
export function stabilityTable(measured: Measured[]) {
  return {
    title: 'Stability between bootstrap retrains, mean over pairs',
    rows: [
      [
        'project',
        'top 3 overlap',
        'sign',
        'Spearman, a row',
        'Spearman, all',
        'groups',
        'top group',
        'top 2 groups',
        'top 3 groups',
        'XGBoost: top 3',
        'sign',
        'top group',
        'top 2 groups',
      ],
      ...measured.map(one => [
        `${one.project.family}/${one.project.name}`,
        one.top3Overlap,
        one.top3SignAgreement,
        one.localSpearman,
        one.globalSpearman,
        one.groups,
        one.groupedTop1,
        one.groupedTop2,
        one.groupedTop3,
        one.xgboost?.stability.top3Overlap,
        one.xgboost?.stability.top3SignAgreement,
        one.xgboost?.stability.groupedTop1,
        one.xgboost?.stability.groupedTop2,
      ]),
    ],
  };
}
