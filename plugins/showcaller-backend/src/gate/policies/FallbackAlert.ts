import type { LoggerService } from '@backstage/backend-plugin-api';
import type { notificationService } from '@backstage/plugin-notifications-node';
import type { PolicyState } from './types';

/** Tells the platform groups that the active policies could not be used. Nothing fails when nobody can be told. */
export function createFallbackAlert(options: {
  notifications?: typeof notificationService.T;
  /** Entity references. */
  recipients: string[];
  logger: LoggerService;
}): (fallback: NonNullable<PolicyState['fallback']>) => void {
  const { notifications, recipients, logger } = options;
  return ({ from, reason }) => {
    notifications
      ?.send({
        recipients: { type: 'entity', entityRef: recipients },
        payload: {
          title: 'The gate went back to the last good policies',
          description: `The bundle ${from.slice(
            0,
            12,
          )} cannot be used: ${reason}`,
          link: '/showcaller/policies',
          severity: 'critical',
          topic: 'Release gate',
          scope: `showcaller:policies:${from}`,
        },
      })
      .catch(error =>
        logger.warn('Nobody could be notified about the policies', error),
      );
  };
}
