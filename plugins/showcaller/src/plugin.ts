import {
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { decisionRouteRef, rootRouteRef } from './routes';

/** The platform team's plugin, for the legacy front-end system. @public */
export const showcallerPlugin = createPlugin({
  id: 'showcaller',
  routes: { root: rootRouteRef, decision: decisionRouteRef },
});

/** The page of the platform team, to be mounted at `/showcaller`. @public */
export const ShowcallerPage = showcallerPlugin.provide(
  createRoutableExtension({
    name: 'ShowcallerPage',
    component: (): Promise<() => JSX.Element> =>
      import('./components/ShowcallerPage').then(m => m.ShowcallerPage),
    mountPoint: rootRouteRef,
  }),
);
