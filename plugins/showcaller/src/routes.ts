import { createRouteRef, createSubRouteRef } from '@backstage/core-plugin-api';

/** The page of the platform team; mounted at `/showcaller`. */
export const rootRouteRef = createRouteRef({ id: 'showcaller' });

/** The page of one decision, which people are sent to: `/showcaller/decisions/:id`. */
export const decisionRouteRef = createSubRouteRef({
  id: 'showcaller-decision',
  parent: rootRouteRef,
  path: '/decisions/:id',
});
