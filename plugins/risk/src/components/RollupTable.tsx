import { InfoCard, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { RiskRollupRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  gateOutcomeWords,
  PagedTable,
  RelativeTime,
  RiskText,
  ToneText,
  usePageInUrl,
  type PagedTableColumn,
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

  const columns: PagedTableColumn<RiskRollupRow>[] = [
    {
      header: t('rollup.service'),
      render: row => (
        <Link to={riskLink(row.entityRef)}>{rollupTitle(row)}</Link>
      ),
    },
    {
      header: t('rollup.risk'),
      render: row => <RiskText probability={row.latest?.probability} />,
    },
    {
      header: t('rollup.decision'),
      render: row => <RollupDecision decision={row.decision} />,
    },
    {
      header: t('rollup.latest'),
      render: row => (
        <RelativeTime time={row.latest?.occurredAt} absent={t('rollup.none')} />
      ),
    },
    {
      header: t('rollup.deployments'),
      align: 'right',
      render: row => row.deployments30d,
    },
    {
      header: t('rollup.failed'),
      align: 'right',
      render: row => row.failed30d,
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
  const { label, tone } = gateOutcomeWords[decision.outcome];
  return decision.mode === 'backfill' ? (
    <ToneText tone="neutral">{t('rollup.backfill', { word: label })}</ToneText>
  ) : (
    <ToneText tone={tone}>{label}</ToneText>
  );
}
