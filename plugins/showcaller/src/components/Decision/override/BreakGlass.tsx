import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerGateOverridePermission,
  type GateDecisionDetail,
  type GateOverride,
  type OverrideRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  GuardedButton,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { BoundFacts } from '../approvals/BoundFacts';
import { problemKey } from '../problemWords';
import { useMayOverride } from '../useMayOverride';
import { OverrideForm } from './OverrideForm';

const useStyles = makeStyles(
  theme => ({
    root: { '@media print': { display: 'none' } },
    body: {
      display: 'grid',
      justifyItems: 'start',
      gap: theme.spacing(1),
      padding: theme.spacing(1, 0, 0, 3),
    },
  }),
  { name: 'ShowcallerBreakGlass' },
);

/** The way past the gate in an emergency, folded away until somebody looks for it. */
export function BreakGlass(props: {
  detail: GateDecisionDetail;
  onChanged: () => void;
}) {
  const { detail, onChanged } = props;
  const { decision } = detail;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [asking, setAsking] = useState(false);
  const allowed = useMayOverride(decision.entityRef);
  const override = useShowcallerAction<
    Omit<OverrideRequest, 'subjectHash'>,
    GateOverride
  >({
    send: (api, request) =>
      api.overrideDecision(decision.id, {
        ...request,
        subjectHash: decision.subjectHash,
      }),
    onDone: onChanged,
    onFailed: onChanged,
  });
  const problem = problemKey(override.errorStatus);
  return (
    <div className={classes.root}>
      <Disclosure summary={t('decision.override.fold')}>
        <div className={classes.body}>
          {asking ? (
            <OverrideForm
              sending={override.sending}
              error={
                override.error && problem
                  ? `${override.error} ${t(`decision.${problem}`)}`
                  : override.error
              }
              onConfirm={override.run}
              onCancel={() => {
                override.reset();
                setAsking(false);
              }}
            >
              <BoundFacts detail={detail} />
            </OverrideForm>
          ) : (
            <>
              <Typography variant="body2">
                {t('decision.override.explain')}
              </Typography>
              <GuardedButton
                allowed={allowed}
                permission={showcallerGateOverridePermission.name}
                orOwner
                onClick={() => setAsking(true)}
              >
                {t('decision.override.ask')}
              </GuardedButton>
            </>
          )}
        </div>
      </Disclosure>
    </div>
  );
}
