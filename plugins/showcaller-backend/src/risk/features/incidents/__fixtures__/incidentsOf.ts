import type { IncidentRecord } from '@showcaller/backstage-plugin-showcaller-common';
import type { IncidentReader } from '../../../../incidents';

/** A reader of these incidents. */
export function incidentsOf(records: IncidentRecord[]): IncidentReader {
  const newestFirst = [...records].sort((a, b) =>
    a.openedAt < b.openedAt ? 1 : -1,
  );
  return {
    get: async id => records.find(one => one.id === id),
    lastIncident: async (entityRef, before) =>
      newestFirst.find(
        one => one.entityRef === entityRef && one.openedAt < before,
      ),
    openIncidents: async () => [],
    listAround: async () => [],
    recentByEntities: async ({ entityRefs, since, before }) => {
      const recent = new Map<string, IncidentRecord[]>();
      for (const one of newestFirst) {
        if (
          entityRefs.includes(one.entityRef) &&
          one.openedAt >= since &&
          one.openedAt < before
        ) {
          recent.set(one.entityRef, [
            ...(recent.get(one.entityRef) ?? []),
            one,
          ]);
        }
      }
      return recent;
    },
  };
}
