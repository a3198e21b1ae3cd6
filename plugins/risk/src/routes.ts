import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/core-plugin-api';

/** The Risk tab of an entity page. */
export const rootRouteRef = createRouteRef({ id: 'risk' });

/** Path of the tab below the entity page, in both front-end systems. */
export const RISK_TAB_PATH = '/risk';

/** The page of a decision, which the plugin `showcaller` has; without it nothing links there. */
export const decisionRouteRef = createExternalRouteRef({
  id: 'decision',
  params: ['id'],
  optional: true,
  defaultTarget: 'showcaller.decision',
});
