import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  approvalWord,
  overrideWords,
  QueryContent,
  refWords,
  RelativeTime,
  StatusText,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../../translation';
import { useDecisionLink } from './useDecisionLink';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1) },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'PluginRiskGateStatus' },
);

/** Where the decision stands now, and the ways to its page: to vote, to read why, to see the proof. */
export function GateStatus(props: {
  decisionId: string;
  query: ShowcallerQuery<GateDecisionDetail | undefined>;
}) {
  const { decisionId, query } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  return (
    <div className={classes.root}>
      <QueryContent query={query} what={t('what.decision')} lines={1}>
        {detail => detail && <Standing detail={detail} />}
      </QueryContent>
      <DecisionLinks decisionId={decisionId} detail={query.value} />
    </div>
  );
}

function Standing(props: { detail: GateDecisionDetail }) {
  const { approvals, override, statusReason } = props.detail;
  return (
    <>
      {approvals && (
        <Typography component="div">
          <StatusText word={approvalWord(approvals)} />
        </Typography>
      )}
      {override && (
        <Typography component="div">
          <StatusText word={overrideWords[override.state]} /> (
          {refWords(override.by)}, <RelativeTime time={override.at} />)
        </Typography>
      )}
      {statusReason && (
        <Typography variant="body2" color="textSecondary">
          {statusReason}
        </Typography>
      )}
    </>
  );
}

function DecisionLinks(props: {
  decisionId: string;
  detail: GateDecisionDetail | undefined;
}) {
  const { decisionId, detail } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(riskTranslationRef);
  const decisionLink = useDecisionLink();
  const approval = decisionLink(decisionId, 'approval');
  const why = decisionLink(decisionId, 'why');
  const proof = decisionLink(decisionId, 'proof');
  if (!approval || !why || !proof) {
    return null;
  }
  const state = detail?.approvals;
  const open = state?.state === 'open';
  const may = open && state.you?.may === true;
  const label = open && !may ? t('gate.ask') : t('gate.see');
  return (
    <div className={classes.buttons}>
      {state && (
        <LinkButton
          to={approval}
          size="small"
          variant={may ? 'contained' : 'outlined'}
          color={may ? 'primary' : 'default'}
        >
          {may ? t('gate.vote') : label}
        </LinkButton>
      )}
      <LinkButton to={why} size="small" variant="outlined">
        {t('gate.why')}
      </LinkButton>
      <LinkButton to={proof} size="small" variant="outlined">
        {t('gate.proof')}
      </LinkButton>
    </div>
  );
}
