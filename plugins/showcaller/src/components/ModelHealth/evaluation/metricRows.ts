import type {
  ModelEvaluation,
  ModelMetrics,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatMeasure,
  formatPercent,
} from '@showcaller/backstage-plugin-showcaller-react';

type Measure = Exclude<keyof ModelMetrics, 'rows' | 'positives'>;

/** One measure of the model beside the same of the simple models. */
export interface MetricRow {
  measure: Measure;
  /** Whether more is better. */
  more: boolean;
  model: string;
  logistic: string;
  linesAdded: string;
  /** How the model does against the better of the two; undefined where it cannot be compared. */
  verdict?: 'better' | 'as good' | 'worse';
}

/** Lines added are no probability, so they have no loss and no calibration. */
const NOT_MEASURED = '–';

const measures: Array<{
  measure: Measure;
  more: boolean;
  format: (value: number | undefined) => string;
}> = [
  {
    measure: 'captureTop10',
    more: true,
    format: value =>
      value === undefined ? NOT_MEASURED : formatPercent(value),
  },
  { measure: 'rocAuc', more: true, format: measureText },
  { measure: 'prAuc', more: true, format: measureText },
  { measure: 'logLoss', more: false, format: measureText },
  { measure: 'brier', more: false, format: measureText },
  { measure: 'ece', more: false, format: measureText },
];

function measureText(value: number | undefined): string {
  return value === undefined ? NOT_MEASURED : formatMeasure(value);
}

/** Differences below this are no differences: half of the last decimal shown. */
const SAME = 0.0005;

/** The measures, what people understand first. */
export function metricRows(
  evaluation: Pick<ModelEvaluation, 'metrics' | 'controls'>,
): MetricRow[] {
  const { metrics, controls } = evaluation;
  return measures.map(({ measure, more, format }) => {
    const own = metrics[measure];
    const simple = [
      controls.logistic?.[measure],
      controls.linesAdded?.[measure],
    ].filter((value): value is number => value !== undefined);
    return {
      measure,
      more,
      model: format(own),
      logistic: format(controls.logistic?.[measure]),
      linesAdded: format(controls.linesAdded?.[measure]),
      verdict: judge({ own, simple, more }),
    };
  });
}

function judge(options: {
  own: number | undefined;
  simple: number[];
  more: boolean;
}): MetricRow['verdict'] {
  const { own, simple, more } = options;
  if (own === undefined || simple.length === 0) {
    return undefined;
  }
  const best = more ? Math.max(...simple) : Math.min(...simple);
  const gain = more ? own - best : best - own;
  if (Math.abs(gain) <= SAME) {
    return 'as good';
  }
  return gain > 0 ? 'better' : 'worse';
}
