import { useEntity } from '@backstage/plugin-catalog-react';
import { isRollupKind } from '../entityKinds';
import { LoadedRisk } from './LoadedRisk';
import { RollupRisk } from './RollupRisk';
import { ServiceRisk } from './ServiceRisk';

/** The Risk tab; what it shows depends on the kind of the entity. */
export function EntityRiskContent() {
  const { entity } = useEntity();
  return isRollupKind(entity) ? (
    <RollupRisk entity={entity} />
  ) : (
    <LoadedRisk entity={entity} lines={10}>
      {(risk, { refreshing }) => (
        <ServiceRisk entity={entity} risk={risk} refreshing={refreshing} />
      )}
    </LoadedRisk>
  );
}
