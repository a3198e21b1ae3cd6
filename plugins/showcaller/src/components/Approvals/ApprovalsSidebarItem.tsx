import { SidebarItem } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useShowcallerQuery } from '@showcaller/backstage-plugin-showcaller-react';
import FactCheckIcon from '@material-ui/icons/AssignmentTurnedIn';
import { rootRouteRef } from '../../routes';
import { showcallerTranslationRef } from '../../translation';

/** Seconds between looks. */
const POLL_SECONDS = 60;

/**
 * The way to the approvals inbox, with how much waits for the reader. Without an answer of the backend it is the way alone.
 *
 * @public
 */
export function ApprovalsSidebarItem() {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const root = useRouteRef(rootRouteRef);
  const { value } = useShowcallerQuery({
    key: 'approvals:sidebar',
    load: api => api.getApprovals({ scope: 'mine', limit: 1 }),
    pollSeconds: POLL_SECONDS,
  });
  const count = value?.totalItems ?? 0;
  return (
    <SidebarItem
      icon={FactCheckIcon}
      to={`${root()}/approvals`}
      text={
        count > 0
          ? t('approvals.sidebarCount', { waiting: String(count) })
          : t('approvals.sidebar')
      }
      hasNotifications={count > 0}
    />
  );
}
