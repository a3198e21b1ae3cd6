import type {
  EnvironmentTier,
  IncidentRecord,
} from '@showcaller/backstage-plugin-showcaller-common';
import type { Knex } from 'knex';

/** An incident with what is needed to put it down to a deployment. */
export interface AttributableIncident extends IncidentRecord {
  /** The raw name of the environment, where it was told. */
  environment?: string;
  /** Tier of that environment; production when none was told. */
  tier: EnvironmentTier;
}

/** What other rooms may ask of incidents. Only those whose component the catalog knows. */
export interface IncidentReader {
  get(id: string): Promise<IncidentRecord | undefined>;
  /** The last incident of an entity that was opened before a time. */
  lastIncident(
    entityRef: string,
    before: string,
  ): Promise<IncidentRecord | undefined>;
  /** Incidents of an entity that were opened before a time and not resolved by then, oldest first. */
  openIncidents(entityRef: string, at: string): Promise<IncidentRecord[]>;
  /** Incidents opened from `since` on and before `before`, by entity, newest first, at most 1,000 of 250 entities. */
  recentByEntities(options: {
    entityRefs: string[];
    since: string;
    before: string;
  }): Promise<Map<string, IncidentRecord[]>>;
  /** What a deployment may have caused: incidents that name it, and those of its entity opened between two times. */
  listAround(options: {
    deploymentId: string;
    entityRef: string;
    from: string;
    to: string;
  }): Promise<AttributableIncident[]>;
}

/** Told of incidents whose record changed, before and after, in the transaction that changed them. */
export interface IncidentListener {
  onIncidentsChanged(
    changed: Array<{
      before?: AttributableIncident;
      after?: AttributableIncident;
    }>,
    tx: Knex.Transaction,
  ): Promise<void>;
}
