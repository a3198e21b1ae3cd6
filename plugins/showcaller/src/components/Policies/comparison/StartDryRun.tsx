import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerPolicyManagePermission,
  type PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { Choice } from '../../shared/Choice';
import { useMayManagePolicies } from '../useMayManagePolicies';

/** Days to choose from; the backend takes 1-90. */
const DAYS = ['1', '7', '14', '30', '90'] as const;

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1),
    },
  }),
  { name: 'ShowcallerStartDryRun' },
);

/** Tries a bundle on what was decided in the last days. */
export function StartDryRun(props: {
  hash: string;
  /** Why it cannot be tried, where it cannot. */
  impossible?: string;
  again: boolean;
  onStarted: (comparison: PolicyComparison) => void;
}) {
  const { hash, impossible, again, onStarted } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [days, setDays] = useState<(typeof DAYS)[number]>('30');
  const mayManage = useMayManagePolicies();
  const start = useShowcallerAction<number, PolicyComparison>({
    send: (api, number) => api.startDryRun(hash, number),
    onDone: onStarted,
  });
  const allowed = impossible ? false : mayManage;
  return (
    <div>
      <div className={classes.root}>
        <Choice
          label={t('policies.dryRun.days')}
          value={days}
          options={DAYS.map(value => ({
            value,
            label: t('policies.dryRun.lastDays', { count: Number(value) }),
          }))}
          onChange={value => value && setDays(value)}
        />
        <GuardedButton
          allowed={allowed}
          permission={showcallerPolicyManagePermission.name}
          reason={impossible}
          disabled={start.sending}
          onClick={() => start.run(Number(days))}
        >
          {t(again ? 'policies.dryRun.again' : 'policies.dryRun.start')}
        </GuardedButton>
      </div>
      <div role="status">
        {start.error && (
          <ToneText tone="error">
            {t('policies.failed', { reason: start.error })}
          </ToneText>
        )}
      </div>
    </div>
  );
}
