import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import Typography from '@material-ui/core/Typography';
import type { ModelEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CurveChart,
  formatPercent,
  ReliabilityChart,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useMemo, type ReactNode } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { judgedCurves } from './evaluationWords';

/** Three questions, each with its chart: do the probabilities hold, does it tell failures apart, what does a flag cost. */
export function EvaluationCharts(props: { evaluation: ModelEvaluation }) {
  const { evaluation } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const curves = useMemo(() => {
    const named = (kind: 'roc' | 'precisionRecall') =>
      judgedCurves(evaluation, kind).map(({ who, points, area }) => ({
        name: t(`modelHealth.evaluation.${who}`),
        note: area,
        points,
      }));
    return { roc: named('roc'), precisionRecall: named('precisionRecall') };
  }, [evaluation, t]);
  const prevalence = evaluation.positives / evaluation.rows;
  const areas = (list: Array<{ name: string; note?: string }>) =>
    list
      .map(({ name, note }) => [name, note].filter(Boolean).join(' '))
      .join(', ');

  return (
    <>
      <Chart title={t('modelHealth.evaluation.reliability')}>
        <ReliabilityChart bins={evaluation.reliability} />
      </Chart>
      <Chart title={t('modelHealth.evaluation.roc')}>
        <CurveChart
          summary={t('modelHealth.evaluation.rocSummary', {
            areas: areas(curves.roc),
          })}
          curves={curves.roc}
          xLabel={t('modelHealth.evaluation.rocX')}
          yLabel={t('modelHealth.evaluation.rocY')}
          guess={{
            kind: 'diagonal',
            label: t('modelHealth.evaluation.guessing'),
          }}
        />
      </Chart>
      <Chart title={t('modelHealth.evaluation.precisionRecall')}>
        <CurveChart
          summary={t('modelHealth.evaluation.precisionRecallSummary', {
            areas: areas(curves.precisionRecall),
            prevalence: formatPercent(prevalence),
          })}
          curves={curves.precisionRecall}
          xLabel={t('modelHealth.evaluation.precisionRecallX')}
          yLabel={t('modelHealth.evaluation.precisionRecallY')}
          guess={{
            kind: 'level',
            y: prevalence,
            label: t('modelHealth.evaluation.prevalence', {
              share: formatPercent(prevalence),
            }),
          }}
        />
      </Chart>
    </>
  );
}

function Chart(props: { title: string; children: ReactNode }) {
  return (
    <Grid item xs={12} md={6} lg={4}>
      <Typography variant="subtitle1" component="h3">
        {props.title}
      </Typography>
      {props.children}
    </Grid>
  );
}
