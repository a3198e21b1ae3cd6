import { NotFoundError } from '@backstage/errors';
import type {
  BackfillRow,
  HistoryImportRow,
  IngestSourceRow,
  ModelHealth,
  RawEventDetail,
  RiskModelCard,
  ShowcallerApi,
  UnmappedRepository,
} from '@showcaller/backstage-plugin-showcaller-common';
import { createAuditApi, type AuditApi } from './audit';
import { createBackfillApi, type BackfillApi } from './backfillApi';
import { createGateApi, type GateApi } from './gate';
import { createModelApi, type ModelApi } from './modelApi';
import { createPolicyApi, type PolicyApi } from './policies';
import { modelCard } from './sampleFacts';

/** The part of the API that these pages use. */
export type PlatformApi = Pick<
  ShowcallerApi,
  | 'getIngestSources'
  | 'getRawEvents'
  | 'getRawEvent'
  | 'replay'
  | 'getUnmappedRepositories'
  | 'getHistoryImports'
  | 'startHistoryImport'
  | 'getModel'
> &
  GateApi &
  ModelApi &
  BackfillApi &
  PolicyApi &
  AuditApi;

/** Answers from memory as the backend would: filters, pages, and puts replayed events back to waiting. */
export function createPlatformApi(
  content: {
    sources?: IngestSourceRow[];
    events?: RawEventDetail[];
    unmapped?: UnmappedRepository[];
    imports?: HistoryImportRow[];
    backfills?: BackfillRow[];
    health?: ModelHealth;
    model?: RiskModelCard;
    gate?: GateApi;
    policies?: PolicyApi;
    audit?: AuditApi;
  } = {},
): PlatformApi {
  const { sources = [], unmapped = [], model = modelCard } = content;
  let events = content.events ?? [];
  let imports = content.imports ?? [];

  const page = <T>(rows: T[], limit = 20, offset = 0) => ({
    items: rows.slice(offset, offset + limit),
    totalItems: rows.length,
    limit,
    offset,
  });

  return {
    getIngestSources: async () => sources,
    getRawEvents: async ({ status, source, limit, offset } = {}) =>
      page(
        events.filter(
          event =>
            (!status || event.status === status) &&
            (!source || event.source === source),
        ),
        limit,
        offset,
      ),
    getRawEvent: async id => {
      const found = events.find(event => event.id === id);
      if (!found) {
        throw new NotFoundError(`There is no event ${id}`);
      }
      return found;
    },
    replay: async ({ ids, source, status }) => {
      const chosen = new Set(
        events
          .filter(
            event =>
              event.status !== 'pending' &&
              (!ids || ids.includes(event.id)) &&
              (!source || event.source === source) &&
              (!status || event.status === status),
          )
          .map(event => event.id),
      );
      events = events.map(event =>
        chosen.has(event.id)
          ? { ...event, status: 'pending', reason: undefined }
          : event,
      );
      return { queued: chosen.size };
    },
    getUnmappedRepositories: async ({ limit, offset } = {}) =>
      page(unmapped, limit, offset),
    getHistoryImports: async () => imports,
    startHistoryImport: async entityRef => {
      const row: HistoryImportRow = {
        ...imports.find(found => found.entityRef === entityRef),
        entityRef,
        repository: 'brightcart/orders',
        location: 'brightcart/orders.git',
        status: 'queued',
        commitsDone: 0,
        error: undefined,
      };
      imports = [...imports.filter(old => old.entityRef !== entityRef), row];
      return row;
    },
    getModel: async () => model,
    ...(content.gate ?? createGateApi()),
    ...(content.policies ?? createPolicyApi()),
    ...(content.audit ?? createAuditApi()),
    ...createModelApi(content.health),
    ...createBackfillApi(content.backfills),
  };
}
