import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { ModelEvaluation } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  PlainTable,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { fairnessLines, fairnessSentence } from './fairnessRows';

/** Errors per team and tier with their intervals, and the statement that people are not scored. */
export function FairnessCard(props: {
  evaluation: Pick<ModelEvaluation, 'fairness' | 'threshold'> | undefined;
}) {
  const { evaluation } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const rows = evaluation?.fairness ?? [];
  return (
    <InfoCard
      title={t('modelHealth.fairness.title')}
      subheader={
        evaluation &&
        t('modelHealth.fairness.subheader', {
          threshold: `${evaluation.threshold}`,
        })
      }
    >
      <Typography paragraph>{t('modelHealth.fairness.statement')}</Typography>
      {rows.length === 0 ? (
        <Typography color="textSecondary">
          {t('modelHealth.fairness.empty')}
        </Typography>
      ) : (
        <>
          <Typography paragraph>{fairnessSentence(rows)}</Typography>
          <FairnessTable rows={rows} />
        </>
      )}
    </InfoCard>
  );
}

function FairnessTable(props: { rows: ModelEvaluation['fairness'] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('modelHealth.fairness.caption')}
      rows={fairnessLines(props.rows)}
      rowKey={line => line.key}
      columns={[
        {
          id: 'group',
          title: t('modelHealth.fairness.group'),
          cell: line =>
            line.kind === 'team' && line.group.includes(':') ? (
              <EntityRefLink entityRef={line.group} />
            ) : (
              line.group
            ),
        },
        {
          id: 'rows',
          title: t('modelHealth.fairness.rows'),
          align: 'right',
          cell: line => formatNumber(line.rows),
        },
        {
          id: 'positives',
          title: t('modelHealth.fairness.positives'),
          align: 'right',
          cell: line => formatNumber(line.positives),
        },
        {
          id: 'falseAlarms',
          title: t('modelHealth.fairness.falseAlarms'),
          align: 'right',
          cell: line => line.falseAlarms,
        },
        {
          id: 'missed',
          title: t('modelHealth.fairness.missed'),
          align: 'right',
          cell: line => line.missed,
        },
      ]}
    />
  );
}
