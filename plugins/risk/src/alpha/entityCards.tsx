import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { riskKinds } from '../entityKinds';

/** `entity-card:risk`: the Risk card of the overview. */
export const entityRiskCard = EntityCardBlueprint.make({
  params: {
    filter: { kind: { $in: [...riskKinds] } },
    loader: () => import('../components').then(m => <m.EntityRiskCard />),
  },
});
