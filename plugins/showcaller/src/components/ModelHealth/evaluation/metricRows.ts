import type {
  ModelEvaluation,
  ModelMetrics,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatMeasure,
  formatPercent,
  formatPoints,
} from '@showcaller/backstage-plugin-showcaller-react';
import { standardError, type Measure } from './standardError';

/** One measure of the model beside the same of the simple models. */
export interface MetricRow {
  measure: Measure;
  /** Whether more is better. */
  more: boolean;
  model: string;
  logistic: string;
  linesAdded: string;
  /** The model's minus that of the better simple one, `+0.036`; undefined where it cannot be compared. */
  difference?: string;
  /** What to make of it; undefined where the counts do not tell how much of it is chance. */
  verdict?: 'better' | 'unclear' | 'worse';
}

const measures: Array<{
  measure: Measure;
  more: boolean;
  format: (value: number) => string;
  /** Of a difference, with its sign; by default the same with one. */
  formatGap?: (value: number) => string;
}> = [
  {
    measure: 'captureTop10',
    more: true,
    format: formatPercent,
    formatGap: formatPoints,
  },
  { measure: 'rocAuc', more: true, format: value => formatMeasure(value) },
  { measure: 'prAuc', more: true, format: value => formatMeasure(value) },
  { measure: 'logLoss', more: false, format: value => formatMeasure(value) },
  { measure: 'brier', more: false, format: value => formatMeasure(value) },
  { measure: 'ece', more: false, format: value => formatMeasure(value) },
];

/** Standard errors that a difference must exceed to be more than chance. */
const ERRORS = 2;

/** The measures, what people understand first. */
export function metricRows(
  evaluation: Pick<ModelEvaluation, 'metrics' | 'controls'>,
): MetricRow[] {
  const { metrics, controls } = evaluation;
  return measures.map(({ measure, more, format, formatGap = signed }) => {
    const text = (value: number | undefined) =>
      value === undefined ? '–' : format(value);
    const gap = gapTo({ metrics, controls, measure, more });
    return {
      measure,
      more,
      model: text(metrics[measure]),
      logistic: text(controls.logistic?.[measure]),
      linesAdded: text(controls.linesAdded?.[measure]),
      difference: gap === undefined ? undefined : formatGap(gap),
      verdict: judge({ gap, more, error: standardError(measure, metrics) }),
    };
  });
}

function gapTo(options: {
  metrics: ModelMetrics;
  controls: ModelEvaluation['controls'];
  measure: Measure;
  more: boolean;
}): number | undefined {
  const { metrics, controls, measure, more } = options;
  const own = metrics[measure];
  const simple = [
    controls.logistic?.[measure],
    controls.linesAdded?.[measure],
  ].filter((value): value is number => value !== undefined);
  if (own === undefined || simple.length === 0) {
    return undefined;
  }
  return own - (more ? Math.max(...simple) : Math.min(...simple));
}

function judge(options: {
  gap: number | undefined;
  more: boolean;
  error: number | undefined;
}): MetricRow['verdict'] {
  const { gap, more, error } = options;
  if (gap === undefined || error === undefined) {
    return undefined;
  }
  if (Math.abs(gap) <= ERRORS * error) {
    return 'unclear';
  }
  return gap > 0 === more ? 'better' : 'worse';
}

function signed(value: number): string {
  const text = formatMeasure(value);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}
