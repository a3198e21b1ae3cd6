import { createRouteRef } from '@backstage/core-plugin-api';

/** The Risk tab of an entity page. */
export const rootRouteRef = createRouteRef({ id: 'risk' });

/** Path of the tab below the entity page, in both front-end systems. */
export const RISK_TAB_PATH = '/risk';
