import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ModelEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import {
  PlainTable,
  ToneText,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { metricRows, type MetricRow } from './metricRows';

const tones: Record<NonNullable<MetricRow['verdict']>, Tone> = {
  better: 'ok',
  unclear: 'neutral',
  worse: 'warning',
};

/** The measures of the model beside those of the simple models on the same rows. */
export function MetricsTable(props: {
  evaluation: Pick<ModelEvaluation, 'metrics' | 'controls'>;
}) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('modelHealth.evaluation.metrics')}
      rows={metricRows(props.evaluation)}
      rowKey={row => row.measure}
      columns={[
        {
          id: 'measure',
          title: t('modelHealth.evaluation.measure'),
          cell: row => (
            <>
              {t(`modelHealth.evaluation.measures.${row.measure}`)}{' '}
              <Typography variant="caption" color="textSecondary">
                {t(`modelHealth.evaluation.${row.more ? 'more' : 'less'}`)}
              </Typography>
            </>
          ),
        },
        {
          id: 'model',
          title: t('modelHealth.evaluation.model'),
          align: 'right',
          cell: row => <strong>{row.model}</strong>,
        },
        {
          id: 'logistic',
          title: t('modelHealth.evaluation.logistic'),
          align: 'right',
          cell: row => row.logistic,
        },
        {
          id: 'linesAdded',
          title: t('modelHealth.evaluation.linesAdded'),
          align: 'right',
          cell: row => row.linesAdded,
        },
        {
          id: 'difference',
          title: t('modelHealth.evaluation.comparison'),
          align: 'right',
          cell: row => row.difference ?? '–',
        },
        {
          id: 'verdict',
          title: '',
          cell: row =>
            row.verdict && (
              <ToneText tone={tones[row.verdict]}>
                {t(`modelHealth.evaluation.verdicts.${row.verdict}`)}
              </ToneText>
            ),
        },
      ]}
    />
  );
}
