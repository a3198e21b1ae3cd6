import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerGateOverridePermission,
  type GateOverride,
  type OverrideConfirmationRequest,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ReasonForm,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { problemKey } from '../problemWords';
import { useMayOverride, useOwnRef } from '../useMayOverride';

type Verdict = OverrideConfirmationRequest['verdict'];

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gap: theme.spacing(1),
      '@media print': { display: 'none' },
    },
    buttons: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerSecondLook' },
);

/** The second person's word on an override. */
export function SecondLook(props: {
  override: GateOverride;
  onChanged: () => void;
}) {
  const { override, onChanged } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [asked, setAsked] = useState<Verdict>();
  const me = useOwnRef();
  const permitted = useMayOverride(override.entityRef);
  const own = me === override.by;
  const allowed = own ? false : permitted;
  const review = useShowcallerAction<OverrideConfirmationRequest, GateOverride>(
    {
      send: (api, request) => api.confirmOverride(override.id, request),
      onDone: onChanged,
      onFailed: onChanged,
    },
  );
  const problem = problemKey(review.errorStatus);
  if (asked) {
    return (
      <ReasonForm
        key={asked}
        title={t(`decision.override.${asked}Title`)}
        confirm={t(
          asked === 'confirm'
            ? 'decision.override.right'
            : 'decision.override.object',
        )}
        label={t(
          asked === 'confirm'
            ? 'decision.override.comment'
            : 'decision.override.objectReason',
        )}
        optional={asked === 'confirm'}
        sending={review.sending}
        error={
          review.error && problem
            ? `${review.error} ${t(`decision.${problem}`)}`
            : review.error
        }
        onConfirm={comment =>
          review.run({ verdict: asked, comment: comment || undefined })
        }
        onCancel={() => {
          review.reset();
          setAsked(undefined);
        }}
      >
        {t(`decision.override.${asked}Text`)}
      </ReasonForm>
    );
  }
  const button = {
    allowed,
    reason: own ? t('decision.override.own') : undefined,
    permission: showcallerGateOverridePermission.name,
    orOwner: true,
  };
  return (
    <div className={classes.root}>
      <div className={classes.buttons}>
        <GuardedButton {...button} onClick={() => setAsked('confirm')}>
          {t('decision.override.right')}
        </GuardedButton>
        <GuardedButton {...button} onClick={() => setAsked('object')}>
          {t('decision.override.object')}
        </GuardedButton>
      </div>
      {own && (
        <Typography variant="body2" color="textSecondary">
          {t('decision.override.own')}
        </Typography>
      )}
    </div>
  );
}
