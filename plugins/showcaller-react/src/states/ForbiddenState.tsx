import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { showcallerReactTranslationRef } from '../translation';
import { StateFrame } from './StateFrame';

/** @public */
export interface ForbiddenStateProps {
  /** What may not be seen or done, e.g. `raw events`. */
  what: string;
  /** Name of the missing permission, e.g. `showcaller.read`. */
  permission?: string;
  /** Who can grant it; the platform team by default. */
  who?: string;
  /** What the backend said. */
  reason?: string;
}

/** Says that something is hidden, by which permission, and who can grant it. @public */
export function ForbiddenState(props: ForbiddenStateProps) {
  const { what, permission, who, reason } = props;
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  return (
    <StateFrame
      tone="warning"
      title={t('forbidden.title', { what })}
      role="status"
    >
      {reason && <Typography>{reason}</Typography>}
      {permission && !reason?.includes(permission) && (
        <Typography>{t('forbidden.missing', { permission })}</Typography>
      )}
      <Typography color="textSecondary">
        {t('forbidden.grant', { who: who ?? t('forbidden.platformTeam') })}
      </Typography>
    </StateFrame>
  );
}
