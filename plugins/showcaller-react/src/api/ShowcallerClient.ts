import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import type {
  ChangeRow,
  DeploymentRow,
  EntityRisk,
  GateDecision,
  HistoryImportRow,
  IngestSourceRow,
  Page,
  PageRequest,
  PipelineRunRow,
  RawEventDetail,
  RawEventRow,
  RawEventStatus,
  ReplayRequest,
  ReplayResult,
  RiskAssessment,
  RiskModelCard,
  RiskRollupRow,
  RiskTrendPoint,
  ShowcallerApi,
  UnmappedRepository,
} from '@showcaller/backstage-plugin-showcaller-common';

type Query = Record<string, string | number | undefined>;

/**
 * Talks to the backend of Showcaller. Every method rejects with a `ResponseError` (its `statusCode` is the
 * answer's) unless the contract in `ShowcallerApi` says that a missing thing is `undefined`.
 *
 * @public
 */
export class ShowcallerClient implements ShowcallerApi {
  readonly #discoveryApi: DiscoveryApi;
  readonly #fetchApi: FetchApi;

  static create(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }): ShowcallerClient {
    return new ShowcallerClient(options);
  }

  private constructor(options: {
    discoveryApi: DiscoveryApi;
    fetchApi: FetchApi;
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi;
  }

  getEntityRisk(entityRef: string): Promise<EntityRisk> {
    return this.#get(`risk/entities/${entityPath(entityRef)}`);
  }

  getRiskTrend(
    entityRef: string,
    options?: { days?: number },
  ): Promise<RiskTrendPoint[]> {
    return this.#get(`risk/entities/${entityPath(entityRef)}/trend`, {
      days: options?.days,
    });
  }

  getRiskRollup(entityRef: string): Promise<RiskRollupRow[]> {
    return this.#get(`risk/rollup/${entityPath(entityRef)}`);
  }

  getAssessment(
    id: string,
  ): Promise<{ assessment: RiskAssessment; decision?: GateDecision }> {
    return this.#get(`risk/assessments/${encodeURIComponent(id)}`);
  }

  getModel(): Promise<RiskModelCard> {
    return this.#get('risk/model');
  }

  getDeployments(
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<DeploymentRow>> {
    return this.#get(
      `delivery/entities/${entityPath(entityRef)}/deployments`,
      pageQuery(page),
    );
  }

  getPipelineRuns(
    entityRef: string,
    page?: PageRequest,
  ): Promise<Page<PipelineRunRow>> {
    return this.#get(
      `delivery/entities/${entityPath(entityRef)}/runs`,
      pageQuery(page),
    );
  }

  getChanges(entityRef: string, page?: PageRequest): Promise<Page<ChangeRow>> {
    return this.#get(
      `delivery/entities/${entityPath(entityRef)}/changes`,
      pageQuery(page),
    );
  }

  getUnmappedRepositories(
    page?: PageRequest,
  ): Promise<Page<UnmappedRepository>> {
    return this.#get('delivery/unmapped', pageQuery(page));
  }

  getHistoryImports(): Promise<HistoryImportRow[]> {
    return this.#get('delivery/imports');
  }

  async getHistoryImport(
    entityRef: string,
  ): Promise<HistoryImportRow | undefined> {
    const response = await this.#send(
      `delivery/imports/${entityPath(entityRef)}`,
    );
    if (response.status === 404) {
      return undefined;
    }
    return answer(response);
  }

  startHistoryImport(entityRef: string): Promise<HistoryImportRow> {
    return this.#post('delivery/imports', { entityRef });
  }

  getIngestSources(): Promise<IngestSourceRow[]> {
    return this.#get('ingest/sources');
  }

  getRawEvents(
    filter?: { status?: RawEventStatus; source?: string } & PageRequest,
  ): Promise<Page<RawEventRow>> {
    return this.#get('ingest/events', {
      status: filter?.status,
      source: filter?.source,
      ...pageQuery(filter),
    });
  }

  getRawEvent(id: string): Promise<RawEventDetail> {
    return this.#get(`ingest/events/${encodeURIComponent(id)}`);
  }

  replay(request: ReplayRequest): Promise<ReplayResult> {
    return this.#post('ingest/replay', request);
  }

  async #get<T>(path: string, query?: Query): Promise<T> {
    return answer(await this.#send(path, { query }));
  }

  async #post<T>(path: string, body: object): Promise<T> {
    return answer(
      await this.#send(path, {
        init: {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify(body),
        },
      }),
    );
  }

  async #send(
    path: string,
    options?: { query?: Query; init?: RequestInit },
  ): Promise<Response> {
    const url = new URL(
      `${await this.#discoveryApi.getBaseUrl('showcaller')}/${path}`,
    );
    for (const [name, value] of Object.entries(options?.query ?? {})) {
      if (value !== undefined) {
        url.searchParams.set(name, String(value));
      }
    }
    return this.#fetchApi.fetch(url.toString(), options?.init);
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) {
    throw await ResponseError.fromResponse(response);
  }
  return response.json();
}

function entityPath(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [kind, namespace, name]
    .map(part => encodeURIComponent(part.toLocaleLowerCase('en-US')))
    .join('/');
}

function pageQuery(page: PageRequest | undefined): Query {
  return { limit: page?.limit, offset: page?.offset };
}
