import { createRouteRef } from '@backstage/core-plugin-api';

/** The page of the platform team; mounted at `/showcaller`. */
export const rootRouteRef = createRouteRef({ id: 'showcaller' });
