import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLinks } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type {
  ApprovalState,
  GateDecisionDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  approvalWord,
  FactList,
  RelativeTime,
  StatusText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';
import { BreakGlass } from '../override/BreakGlass';
import { VoteActions } from './VoteActions';
import { VoteTable } from './VoteTable';

/** Who has to say yes, who has said what, and the reader's own word. */
export function ApprovalSection(props: {
  detail: GateDecisionDetail;
  onChanged: () => void;
}) {
  const { detail, onChanged } = props;
  const { approvals, decision, status } = detail;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const heldBack = decision.mode === 'enforced' && status !== 'ALLOW';
  const overridden = detail.override !== undefined && status === 'ALLOW';
  return (
    <DecisionSection id="approval" title={t('decision.approvals.title')}>
      {approvals ? (
        <Standing state={approvals} />
      ) : (
        <Typography>
          {t(
            heldBack
              ? 'decision.approvals.noneLift'
              : 'decision.approvals.none',
          )}
        </Typography>
      )}
      {approvals && <VoteTable votes={approvals.votes} />}
      {approvals?.state === 'open' &&
        decision.mode === 'enforced' &&
        !overridden && (
          <VoteActions
            detail={detail}
            approvals={approvals}
            onChanged={onChanged}
          />
        )}
      {heldBack && status !== 'PENDING' && !detail.override && (
        <BreakGlass detail={detail} onChanged={onChanged} />
      )}
    </DecisionSection>
  );
}

function Standing({ state }: { state: ApprovalState }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const open = state.state === 'open';
  return (
    <div>
      <Typography variant="h6" component="p">
        <StatusText word={approvalWord(state)} />
      </Typography>
      <Typography variant="body2">{state.explanation}</Typography>
      <FactList
        facts={[
          [
            t('decision.approvals.who'),
            open && state.eligible.length > 0 ? (
              <EntityRefLinks entityRefs={state.eligible} />
            ) : undefined,
          ],
          [
            t('decision.approvals.until'),
            open && state.expiresAt ? (
              <RelativeTime time={state.expiresAt} />
            ) : undefined,
          ],
        ]}
      />
    </div>
  );
}
