import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { DeploymentRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  deploymentStatusWords,
  environmentWords,
  gateOutcomeWords,
  RelativeTime,
  RiskText,
  StatusText,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';
import { DeliveryTable } from './DeliveryTable';
import { SourceLink } from './SourceLink';

/** Deployments of a service with what the gate said about each. */
export function DeploymentsTable(props: { entityRef: string }) {
  const { entityRef } = props;
  const { t } = useTranslationRef(riskTranslationRef);

  const columns: PlainTableColumn<DeploymentRow>[] = [
    {
      id: 'when',
      title: t('delivery.when'),
      cell: row => (
        <RelativeTime
          time={row.startedAt ?? row.requestedAt ?? row.finishedAt}
        />
      ),
    },
    {
      id: 'environment',
      title: t('deployments.environment'),
      cell: row => environmentWords(row),
    },
    {
      id: 'status',
      title: t('delivery.status'),
      cell: row => <StatusText word={deploymentStatusWords[row.status]} />,
    },
    {
      id: 'risk',
      title: t('deployments.risk'),
      cell: row => <RiskText probability={row.risk} />,
    },
    {
      id: 'decision',
      title: t('deployments.decision'),
      cell: row =>
        row.outcome ? <StatusText word={gateOutcomeWords[row.outcome]} /> : '–',
    },
    {
      id: 'revision',
      title: t('delivery.revision'),
      cell: row => <SourceLink url={row.url}>{row.sha.slice(0, 7)}</SourceLink>,
    },
  ];

  return (
    <DeliveryTable
      entityRef={entityRef}
      name="deployments"
      title={t('deployments.title')}
      what={t('what.deployments')}
      empty={t('deployments.empty')}
      columns={columns}
      load={(api, request) => api.getDeployments(entityRef, request)}
    />
  );
}
