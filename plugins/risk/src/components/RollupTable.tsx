import { InfoCard, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RiskRollupRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  formatNumber,
  gateOutcomeWords,
  PagedTable,
  RelativeTime,
  RiskText,
  StatusText,
  ToneText,
  usePageInUrl,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { rollupTitle } from '../verdict';
import { useRiskLink } from './useRiskLink';

const PAGE_SIZE = 25;

/** One line per service, worst first, each with a link to its own Risk tab. */
export function RollupTable(props: { rows: RiskRollupRow[] }) {
  const { rows } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const riskLink = useRiskLink();
  const { request, setOffset } = usePageInUrl('services', PAGE_SIZE);

  const columns: PlainTableColumn<RiskRollupRow>[] = [
    {
      id: 'service',
      title: t('rollup.service'),
      cell: row => <Link to={riskLink(row.entityRef)}>{rollupTitle(row)}</Link>,
    },
    {
      id: 'risk',
      title: t('rollup.risk'),
      cell: row => <RiskText probability={row.latest?.probability} />,
    },
    {
      id: 'decision',
      title: t('rollup.decision'),
      cell: row => <RollupDecision decision={row.decision} />,
    },
    {
      id: 'latest',
      title: t('rollup.latest'),
      cell: row => (
        <RelativeTime time={row.latest?.occurredAt} absent={t('rollup.none')} />
      ),
    },
    {
      id: 'deployments',
      title: t('rollup.deployments'),
      align: 'right',
      cell: row => formatNumber(row.deployments30d),
    },
    {
      id: 'failed',
      title: t('rollup.failed'),
      align: 'right',
      cell: row => formatNumber(row.failed30d),
    },
  ];

  return (
    <InfoCard title={t('rollup.title')}>
      <PagedTable
        label={t('rollup.title')}
        columns={columns}
        page={{
          items: rows.slice(request.offset, request.offset + request.limit),
          totalItems: rows.length,
          ...request,
        }}
        rowKey={row => row.entityRef}
        empty={t('rollup.none')}
        onOffsetChange={setOffset}
      />
    </InfoCard>
  );
}

function RollupDecision(props: { decision: RiskRollupRow['decision'] }) {
  const { decision } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  if (!decision) {
    return <>–</>;
  }
  const word = gateOutcomeWords[decision.outcome];
  return decision.mode === 'backfill' ? (
    <ToneText tone="neutral">
      {t('rollup.backfill', { word: word.label })}
    </ToneText>
  ) : (
    <StatusText word={word} />
  );
}
