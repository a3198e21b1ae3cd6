import { InfoCard, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerReadPermission,
  type GateDecisionRow,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  environmentWords,
  formatAbsolute,
  gateOutcomeWords,
  gateStatusWords,
  PagedTable,
  QueryContent,
  RelativeTime,
  RiskText,
  shortSha,
  stageWords,
  StatusText,
  ToneText,
  usePageInUrl,
  useShowcallerQuery,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { useDecisionLink } from './useDecisionLink';

const PAGE_SIZE = 10;

/** What the gate decided about a service lately, each with the way to its page. */
export function DecisionsTable(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { request, setOffset } = usePageInUrl('decisions', PAGE_SIZE);
  const query = useShowcallerQuery({
    key: `decisions:${entityRef}:${request.offset}`,
    load: api => api.getGateDecisions(entityRef, request),
    refreshOnRiskOf: changed => changed === entityRef,
  });
  const columns: PlainTableColumn<GateDecisionRow>[] = [
    {
      id: 'when',
      title: t('decisions.when'),
      cell: row => <OpenDecision row={row} />,
    },
    {
      id: 'environment',
      title: t('decisions.environment'),
      cell: environmentWords,
    },
    {
      id: 'stage',
      title: t('decisions.stage'),
      cell: row => stageWords(row.stage),
    },
    {
      id: 'decision',
      title: t('decisions.decision'),
      cell: row => <Decision row={row} />,
    },
    {
      id: 'risk',
      title: t('decisions.risk'),
      cell: row => <RiskText probability={row.risk} />,
    },
    {
      id: 'rule',
      title: t('decisions.rule'),
      cell: row => <code title={row.explanation}>{row.ruleName}</code>,
    },
    {
      id: 'revision',
      title: t('decisions.revision'),
      cell: row => (row.sha ? <code>{shortSha(row.sha)}</code> : '–'),
    },
  ];
  return (
    <InfoCard title={t('decisions.title')}>
      <QueryContent
        query={query}
        what={t('what.decisions')}
        permission={showcallerReadPermission.name}
        lines={8}
      >
        {page => (
          <PagedTable
            label={t('decisions.title')}
            columns={columns}
            page={page}
            rowKey={row => row.id}
            empty={t('decisions.empty')}
            onOffsetChange={setOffset}
          />
        )}
      </QueryContent>
    </InfoCard>
  );
}

function OpenDecision(props: { row: GateDecisionRow }) {
  const { id, decidedAt } = props.row;
  const { t } = useTranslationRef(riskTranslationRef);
  const link = useDecisionLink()(id);
  const when = <RelativeTime time={decidedAt} />;
  return link ? (
    <Link
      to={link}
      aria-label={t('decisions.open', { time: formatAbsolute(decidedAt) })}
    >
      {when}
    </Link>
  ) : (
    when
  );
}

function Decision(props: { row: GateDecisionRow }) {
  const { mode, outcome, status } = props.row;
  const { t } = useTranslationRef(riskTranslationRef);
  return mode === 'enforced' ? (
    <StatusText word={gateStatusWords[status]} />
  ) : (
    <ToneText tone="neutral">
      {t('decisions.notEnforced', { word: gateOutcomeWords[outcome].label })}
    </ToneText>
  );
}
