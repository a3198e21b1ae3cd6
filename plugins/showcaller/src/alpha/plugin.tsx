import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiTrafficLightLine } from '@remixicon/react';
import { showcallerApiExtension } from '@showcaller/backstage-plugin-showcaller-react';
import { decisionRouteRef, rootRouteRef } from '../routes';
import { decisionPage, showcallerPage, showcallerSubPages } from './pages';

/**
 * The platform team's plugin; it also provides the API client that every tab of Showcaller uses.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'showcaller',
  title: 'Showcaller',
  icon: <RiTrafficLightLine />,
  info: { packageJson: () => import('../../package.json') },
  routes: { root: rootRouteRef, decision: decisionRouteRef },
  extensions: [
    showcallerApiExtension,
    showcallerPage,
    decisionPage,
    ...showcallerSubPages,
  ],
});
