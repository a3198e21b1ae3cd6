import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Typography from '@material-ui/core/Typography';
import type { ApprovalVote } from '@showcaller/backstage-plugin-showcaller-common';
import {
  PlainTable,
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';

/** Who said what, when, and whether it counts. */
export function VoteTable(props: { votes: ApprovalVote[] }) {
  const { votes } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  if (votes.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('decision.approvals.noVotes')}
      </Typography>
    );
  }
  return (
    <PlainTable
      label={t('decision.approvals.votes')}
      rows={votes}
      rowKey={vote => vote.id}
      columns={[
        {
          id: 'who',
          title: t('decision.approvals.person'),
          cell: vote => <EntityRefLink entityRef={vote.approver} hideIcon />,
        },
        {
          id: 'said',
          title: t('decision.approvals.said'),
          cell: vote => <Said vote={vote} />,
        },
        {
          id: 'when',
          title: t('decision.approvals.when'),
          cell: vote => <RelativeTime time={vote.at} />,
        },
      ]}
    />
  );
}

function Said({ vote }: { vote: ApprovalVote }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { verdict, comment, counts, why } = vote;
  const tone = verdict === 'approve' ? 'ok' : 'error';
  return (
    <>
      <ToneText tone={counts ? tone : 'neutral'}>
        {t(`decision.approvals.${verdict}`)}
        {!counts &&
          `, ${t('decision.approvals.countsNo', {
            why: why ?? t('decision.approvals.noReason'),
          })}`}
      </ToneText>
      {comment && (
        <Typography variant="body2" color="textSecondary">
          {comment}
        </Typography>
      )}
    </>
  );
}
