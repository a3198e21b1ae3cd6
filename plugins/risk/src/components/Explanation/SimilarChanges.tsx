import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type {
  RiskExplanationDetail,
  SimilarChange,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  formatPercent,
  formatProbability,
  PlainTable,
  RelativeTime,
  StatusText,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { SourceLink } from '../SourceLink';
import {
  similarCaution,
  similarOutcomeWords,
  similarSummary,
  similarTitle,
} from './similarWords';

/** Past changes that the model takes for the same, and what became of them. */
export function SimilarChanges(props: {
  detail: Pick<RiskExplanationDetail, 'similar' | 'similarFailed'>;
  /** Rows of another service name it. */
  entityRef: string;
}) {
  const { detail, entityRef } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  if (detail.similar.length === 0) {
    return <Typography color="textSecondary">{t('similar.none')}</Typography>;
  }
  const elsewhere = detail.similar.some(one => one.entityRef !== entityRef);
  const service: PlainTableColumn<SimilarChange> = {
    id: 'service',
    title: t('similar.service'),
    cell: row => <EntityRefLink entityRef={row.entityRef} />,
  };
  const columns: PlainTableColumn<SimilarChange>[] = [
    {
      id: 'outcome',
      title: t('similar.outcome'),
      cell: row => <StatusText word={similarOutcomeWords[row.outcome]} />,
    },
    {
      id: 'change',
      title: t('similar.change'),
      cell: row => <SourceLink url={row.url}>{similarTitle(row)}</SourceLink>,
    },
    ...(elsewhere ? [service] : []),
    {
      id: 'when',
      title: t('similar.when'),
      cell: row => <RelativeTime time={row.occurredAt} />,
    },
    {
      id: 'risk',
      title: t('similar.risk'),
      align: 'right',
      cell: row => formatProbability(row.probability),
    },
    {
      id: 'similarity',
      title: t('similar.similarity'),
      align: 'right',
      cell: row => formatPercent(row.similarity),
    },
  ];
  const caution = similarCaution(detail);
  return (
    <>
      <Disclosure summary={similarSummary(detail)}>
        <PlainTable
          label={t('similar.title')}
          columns={columns}
          rows={detail.similar}
          rowKey={row => row.assessmentId}
        />
        <Typography variant="caption" color="textSecondary">
          {t('similar.meaning')}
        </Typography>
      </Disclosure>
      {caution && (
        <Typography variant="body2" color="textSecondary">
          {caution}
        </Typography>
      )}
    </>
  );
}
