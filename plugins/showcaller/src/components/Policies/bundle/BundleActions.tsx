import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerPolicyManagePermission,
  type PolicyBundleDetail,
  type PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ReasonForm,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState, type ReactNode } from 'react';
import Typography from '@material-ui/core/Typography';
import { showcallerTranslationRef } from '../../../translation';
import { useMayManagePolicies } from '../useMayManagePolicies';
import {
  bundleActions,
  needsReason,
  sendBundleAction,
  type BundleActionName,
} from './bundleActions';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1) },
    buttons: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'ShowcallerBundleActions' },
);

/** What one may do with a bundle, by rights; asks in place for the reason, and says what came of it. */
export function BundleActions(props: {
  bundle: PolicyBundleDetail;
  dryRun?: PolicyComparison;
  /** Which of them; all by default. */
  only?: BundleActionName[];
  onChanged: () => void;
  /** Buttons before them. */
  children?: ReactNode;
}) {
  const { bundle, dryRun, only, onChanged, children } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const mayManage = useMayManagePolicies();
  const [asked, setAsked] = useState<BundleActionName>();
  const action = useShowcallerAction<
    { name: BundleActionName; reason: string },
    PolicyBundleDetail
  >({
    send: (api, { name, reason }) =>
      sendBundleAction[name](api, bundle.hash, reason),
    onDone: () => {
      setAsked(undefined);
      onChanged();
    },
  });
  const { sending, error, result, input } = action;
  const actions = bundleActions({ bundle, dryRun, mayManage }).filter(
    ({ name }) => !only || only.includes(name),
  );
  const press = (name: BundleActionName) => {
    action.reset();
    if (needsReason[name]) {
      setAsked(name);
    } else {
      action.run({ name, reason: '' });
    }
  };
  const refused = actions.find(
    ({ allowed, reason }) => !allowed && reason !== undefined,
  );
  return (
    <div className={classes.root}>
      <div className={classes.buttons}>
        {children}
        {actions.map(({ name, allowed, reason }) => (
          <GuardedButton
            key={name}
            allowed={allowed}
            reason={reason}
            permission={showcallerPolicyManagePermission.name}
            variant={name === 'activate' ? 'contained' : 'outlined'}
            color={name === 'activate' ? 'primary' : 'default'}
            disabled={sending}
            onClick={() => press(name)}
          >
            {t(`policies.actions.${name}.button`)}
          </GuardedButton>
        ))}
      </div>
      {refused && (
        <Typography variant="body2" color="textSecondary">
          {t(`policies.actions.${refused.name}.not`, {
            reason: refused.reason ?? '',
          })}
        </Typography>
      )}
      {asked && (
        <ReasonForm
          title={t(`policies.actions.${asked}.title`)}
          confirm={t(`policies.actions.${asked}.confirm`)}
          sending={sending}
          error={error}
          onConfirm={reason => action.run({ name: asked, reason })}
          onCancel={() => setAsked(undefined)}
        >
          {t(`policies.actions.${asked}.effect`)}
        </ReasonForm>
      )}
      <div role="status">
        {!asked && error && (
          <ToneText tone="error">
            {t('policies.failed', { reason: error })}
          </ToneText>
        )}
        {!asked && result && input && (
          <ToneText tone="ok">
            {t(`policies.actions.${input.name}.done`)}
          </ToneText>
        )}
      </div>
    </div>
  );
}
