import {
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
} from '@backstage/core-plugin-api';
import { decisionRouteRef, rootRouteRef } from './routes';

/**
 * The Risk plugin for the legacy front-end system. It registers no API: the client comes along by itself, and several
 * Showcaller plugins in one app do not collide.
 *
 * @public
 */
export const riskPlugin = createPlugin({
  id: 'risk',
  routes: { entityContent: rootRouteRef },
  externalRoutes: { decision: decisionRouteRef },
});

/** The Risk tab, to be routed at `/risk` of an entity page. @public */
export const EntityRiskContent = riskPlugin.provide(
  createRoutableExtension({
    name: 'EntityRiskContent',
    component: (): Promise<() => JSX.Element> =>
      import('./components').then(m => m.EntityRiskContent),
    mountPoint: rootRouteRef,
  }),
);

/** The Risk card of an entity's overview. @public */
export const EntityRiskCard = riskPlugin.provide(
  createComponentExtension({
    name: 'EntityRiskCard',
    component: {
      lazy: (): Promise<() => JSX.Element> =>
        import('./components').then(m => m.EntityRiskCard),
    },
  }),
);
