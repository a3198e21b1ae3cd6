/**
 * The Risk plugin for the new front-end system.
 *
 * @packageDocumentation
 */

import { convertLegacyRouteRefs } from '@backstage/core-compat-api';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { RiShieldCheckLine } from '@remixicon/react';
import { entityRiskCard } from './alpha/entityCards';
import { entityRiskContent } from './alpha/entityContents';
import { decisionRouteRef, rootRouteRef } from './routes';

/**
 * Entity tab `entity-content:risk` and entity card `entity-card:risk`. The API client is that of the `showcaller`
 * plugin where it is installed, otherwise one of its own.
 *
 * @public
 */
const riskPlugin = createFrontendPlugin({
  pluginId: 'risk',
  title: 'Risk',
  icon: <RiShieldCheckLine />,
  info: { packageJson: () => import('../package.json') },
  routes: convertLegacyRouteRefs({ entityContent: rootRouteRef }),
  externalRoutes: convertLegacyRouteRefs({ decision: decisionRouteRef }),
  extensions: [entityRiskContent, entityRiskCard],
});

export default riskPlugin;
