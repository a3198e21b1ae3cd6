import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { PolicyDifference } from '@showcaller/backstage-plugin-showcaller-common';
import {
  gateOutcomeWords,
  PlainTable,
  RelativeTime,
  shortSha,
  StatusText,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { decisionRouteRef } from '../../../routes';
import { showcallerTranslationRef } from '../../../translation';
import { differenceOutcomeWords, leaningOf } from './comparisonWords';

/** Each decision on which two bundles differ, with what became of it; the time leads to the decision. */
export function DifferencesTable(props: { differences: PolicyDifference[] }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const decision = useRouteRef(decisionRouteRef);
  const columns: PlainTableColumn<PolicyDifference>[] = [
    {
      id: 'decision',
      title: t('policies.differences.decision'),
      cell: row => (
        <>
          <Link to={decision({ id: row.decisionId })}>
            <RelativeTime time={row.decidedAt} />
          </Link>
          <Typography variant="body2" component="div">
            {row.environment}
            {row.sha && (
              <>
                {' '}
                · <code>{shortSha(row.sha)}</code>
              </>
            )}
          </Typography>
        </>
      ),
    },
    {
      id: 'entity',
      title: t('policies.differences.entity'),
      cell: row => <EntityRefLink entityRef={row.entityRef} />,
    },
    {
      id: 'active',
      title: t('policies.differences.active'),
      cell: row => <Outcome {...row.active} />,
    },
    {
      id: 'other',
      title: t('policies.differences.other'),
      cell: row => <Outcome {...row.other} />,
    },
    {
      id: 'leaning',
      title: t('policies.comparison.leaning'),
      cell: row =>
        t(
          `policies.comparison.leanings.${leaningOf(
            row.active.outcome,
            row.other.outcome,
          )}`,
        ),
    },
    {
      id: 'outcome',
      title: t('policies.differences.outcome'),
      cell: row => (
        <StatusText word={differenceOutcomeWords[row.outcome ?? 'pending']} />
      ),
    },
    {
      id: 'why',
      title: t('policies.differences.why'),
      cell: row => row.other.explanation,
    },
  ];
  return (
    <PlainTable
      label={t('policies.differences.caption')}
      columns={columns}
      rows={props.differences}
      rowKey={row => row.decisionId}
    />
  );
}

function Outcome(props: PolicyDifference['active']) {
  const { outcome, ruleName } = props;
  return (
    <>
      <StatusText word={gateOutcomeWords[outcome]} />
      {ruleName && (
        <Typography variant="body2" component="div" color="textSecondary">
          <code>{ruleName}</code>
        </Typography>
      )}
    </>
  );
}
