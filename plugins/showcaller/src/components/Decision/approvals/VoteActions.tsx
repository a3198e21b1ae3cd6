import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerGateApprovePermission,
  type ApprovalState,
  type ApprovalVote,
  type GateDecisionDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ReasonForm,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { problemKey } from '../problemWords';
import { BoundFacts } from './BoundFacts';

type Verdict = ApprovalVote['verdict'];

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(1),
      '@media print': { display: 'none' },
    },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerVoteActions' },
);

/** The reader's own word: asked in place, with exactly what it is about. */
export function VoteActions(props: {
  detail: GateDecisionDetail;
  approvals: ApprovalState;
  onChanged: () => void;
}) {
  const { detail, approvals, onChanged } = props;
  const { decision } = detail;
  const { you, subjectHash } = approvals;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [asked, setAsked] = useState<Verdict>();
  const vote = useShowcallerAction<
    { verdict: Verdict; comment: string },
    ApprovalState
  >({
    send: (api, { verdict, comment }) =>
      api.voteOnDecision(decision.id, {
        verdict,
        comment: comment || undefined,
        subjectHash,
      }),
    onDone: () => {
      setAsked(undefined);
      onChanged();
    },
    onFailed: onChanged,
  });
  const ask = (verdict: Verdict) => {
    vote.reset();
    setAsked(verdict);
  };
  const problem = problemKey(vote.errorStatus);
  const reason = you?.reason;

  if (asked) {
    return (
      <div className={classes.root}>
        <ReasonForm
          key={asked}
          title={t(`decision.approvals.${asked}Title`)}
          confirm={t(
            asked === 'approve'
              ? 'decision.approvals.doApprove'
              : 'decision.approvals.doReject',
          )}
          label={t(
            asked === 'approve'
              ? 'decision.approvals.comment'
              : 'decision.approvals.rejectReason',
          )}
          optional={asked === 'approve'}
          sending={vote.sending}
          error={
            vote.error && problem
              ? `${vote.error} ${t(`decision.${problem}`)}`
              : vote.error
          }
          onConfirm={comment => vote.run({ verdict: asked, comment })}
          onCancel={() => setAsked(undefined)}
        >
          <BoundFacts detail={detail} />
          {t('decision.approvals.bound')}
        </ReasonForm>
      </div>
    );
  }
  return (
    <div className={classes.root}>
      <div className={classes.buttons}>
        <GuardedButton
          allowed={you?.may ?? false}
          reason={reason}
          permission={showcallerGateApprovePermission.name}
          variant="contained"
          color="primary"
          onClick={() => ask('approve')}
        >
          {t('decision.approvals.doApprove')}
        </GuardedButton>
        <GuardedButton
          allowed={you?.may ?? false}
          reason={reason}
          permission={showcallerGateApprovePermission.name}
          onClick={() => ask('reject')}
        >
          {t('decision.approvals.doReject')}
        </GuardedButton>
      </div>
      {!you?.may && reason && (
        <Typography variant="body2" color="textSecondary">
          {t('decision.approvals.you', { reason })}
        </Typography>
      )}
      <div role="status">
        {vote.result && vote.input && (
          <ToneText tone="ok">
            {t(`decision.approvals.done.${vote.input.verdict}`)}
          </ToneText>
        )}
      </div>
    </div>
  );
}
