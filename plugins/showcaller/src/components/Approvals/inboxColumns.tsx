import { Link } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { ApprovalInboxRow } from '@showcaller/backstage-plugin-showcaller-common';
import {
  refWords,
  RelativeTime,
  RiskText,
  ToneText,
  type PlainTableColumn,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import { decisionRouteRef, rootRouteRef } from '../../routes';
import { showcallerTranslationRef } from '../../translation';
import type { InboxScope } from './inboxQuery';

const tones: Record<ApprovalInboxRow['kind'], Tone> = {
  approval: 'warning',
  override: 'error',
  policy: 'neutral',
};

/** What it is, why it waits, for how many, asked by whom and since when. */
export function useInboxColumns(
  scope: InboxScope,
): PlainTableColumn<ApprovalInboxRow>[] {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return [
    {
      id: 'what',
      title: t('approvals.title'),
      cell: row => <What row={row} />,
    },
    {
      id: 'why',
      title: t('approvals.why'),
      cell: row => (
        <>
          {row.explanation}
          {scope === 'all' && !row.you.may && row.you.reason && (
            <Typography variant="body2" color="textSecondary">
              {t('approvals.notYours', { reason: row.you.reason })}
            </Typography>
          )}
        </>
      ),
    },
    {
      id: 'risk',
      title: t('approvals.risk'),
      cell: row =>
        row.kind === 'approval' ? (
          <RiskText probability={row.risk} />
        ) : (
          t('approvals.nobody')
        ),
    },
    {
      id: 'approvals',
      title: t('approvals.approvals'),
      align: 'right',
      cell: row =>
        t('approvals.of', {
          have: String(row.have),
          required: String(row.required),
        }),
    },
    {
      id: 'by',
      title: t('approvals.askedBy'),
      cell: row =>
        row.requestedBy ? refWords(row.requestedBy) : t('approvals.nobody'),
    },
    {
      id: 'since',
      title: t('approvals.since'),
      cell: row => <RelativeTime time={row.waitingSince} />,
    },
    {
      id: 'until',
      title: t('approvals.until'),
      cell: row => (
        <RelativeTime time={row.expiresAt} absent={t('approvals.nobody')} />
      ),
    },
  ];
}

function What({ row }: { row: ApprovalInboxRow }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const decision = useRouteRef(decisionRouteRef);
  const root = useRouteRef(rootRouteRef);
  const links: Record<ApprovalInboxRow['kind'], () => string> = {
    approval: () => `${decision({ id: row.decisionId })}#approval`,
    override: () => `${decision({ id: row.decisionId })}#override`,
    policy: () => `${root()}/policies?bundle=${row.reference ?? ''}`,
  };
  return (
    <>
      <Link to={links[row.kind]()}>{row.title}</Link>
      <Typography variant="body2" component="div">
        <ToneText tone={tones[row.kind]}>
          {t(`approvals.kinds.${row.kind}`)}
        </ToneText>
      </Typography>
    </>
  );
}
