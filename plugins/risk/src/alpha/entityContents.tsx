import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { riskKinds } from '../entityKinds';
import { RISK_TAB_PATH, rootRouteRef } from '../routes';

/** `entity-content:risk`: the Risk tab. */
export const entityRiskContent = EntityContentBlueprint.make({
  params: {
    path: RISK_TAB_PATH,
    title: 'Risk',
    group: 'deployment',
    routeRef: convertLegacyRouteRef(rootRouteRef),
    filter: { kind: { $in: [...riskKinds] } },
    loader: () => import('../components').then(m => <m.EntityRiskContent />),
  },
});
