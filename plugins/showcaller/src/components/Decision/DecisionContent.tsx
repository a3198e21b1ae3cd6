import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import {
  showcallerReadPermission,
  type GateDecisionDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  EmptyState,
  QueryContent,
  statusOf,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { AnswersSection } from './answers/AnswersSection';
import { ApprovalSection } from './approvals/ApprovalSection';
import { ArtifactSection } from './artifact/ArtifactSection';
import { DecisionGrid, DecisionStack as Stack } from './DecisionSection';
import { decisionSubject } from './decisionSubject';
import { HeadlinePanel } from './headline/HeadlinePanel';
import { OverrideSection } from './override/OverrideSection';
import { PlanSection } from './plan/PlanSection';
import { usePrintStyles } from './usePrintStyles';
import { useDecision } from './queries';
import { ProofSection } from './record/ProofSection';
import { RecordSection } from './record/RecordSection';
import { RiskSection } from './risk/RiskSection';
import { RuleSection } from './rule/RuleSection';
import { useScrollToPart } from './useScrollToPart';

/** One decision, as one can send it to an auditor: verdict, reason, what to do, evidence, record and proof. */
export function DecisionContent(props: { id: string }) {
  const { id } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const query = useDecision(id);
  if (query.error && statusOf(query.error) === 404) {
    return (
      <EmptyState title={t('decision.notFound.title')}>
        {t('decision.notFound.text', { id })}
      </EmptyState>
    );
  }
  return (
    <QueryContent
      query={query}
      what={t('decision.what')}
      permission={showcallerReadPermission.name}
      lines={14}
    >
      {detail => <Detail detail={detail} query={query} />}
    </QueryContent>
  );
}

function Detail(props: {
  detail: GateDecisionDetail;
  query: ShowcallerQuery<GateDecisionDetail>;
}) {
  const { detail, query } = props;
  const { override } = detail;
  const { artifact } = decisionSubject(detail);
  useScrollToPart();
  usePrintStyles();
  return (
    <DecisionGrid>
      <Grid item xs={12}>
        <HeadlinePanel
          detail={detail}
          loadedAt={query.loadedAt ?? new Date()}
          refreshing={query.refreshing}
        />
      </Grid>
      {override && (
        <OverrideSection override={override} onChanged={query.retry} />
      )}
      <Stack lg={7}>
        <RuleSection detail={detail} />
        <RiskSection detail={detail} />
      </Stack>
      <Stack lg={5}>
        <ApprovalSection detail={detail} onChanged={query.retry} />
        <PlanSection detail={detail} />
      </Stack>
      {artifact && <ArtifactSection digest={artifact} />}
      <AnswersSection answers={detail.answers} />
      <ProofSection entries={detail.audit} />
      <RecordSection detail={detail} />
    </DecisionGrid>
  );
}
