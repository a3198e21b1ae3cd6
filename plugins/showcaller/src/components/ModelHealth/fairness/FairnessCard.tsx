import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import {
  showcallerReadPermission,
  type ModelEvaluation,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  PlainTable,
  QueryContent,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { fairnessLines, fairnessSentence } from './fairnessRows';

/** Errors per team and tier with their intervals, and the statement that people are not scored. */
export function FairnessCard(props: {
  query: ShowcallerQuery<ModelEvaluation | undefined>;
}) {
  const { query } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <InfoCard
      title={t('modelHealth.fairness.title')}
      subheader={
        query.value &&
        t('modelHealth.fairness.subheader', {
          threshold: `${query.value.threshold}`,
        })
      }
    >
      <Typography paragraph>{t('modelHealth.fairness.statement')}</Typography>
      <QueryContent
        query={query}
        what={t('modelHealth.fairness.what')}
        permission={showcallerReadPermission.name}
      >
        {evaluation =>
          evaluation && evaluation.fairness.length > 0 ? (
            <>
              <Typography paragraph>
                {fairnessSentence(evaluation.fairness)}
              </Typography>
              <FairnessTable rows={evaluation.fairness} />
            </>
          ) : (
            <Typography color="textSecondary">
              {t('modelHealth.fairness.empty')}
            </Typography>
          )
        }
      </QueryContent>
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
