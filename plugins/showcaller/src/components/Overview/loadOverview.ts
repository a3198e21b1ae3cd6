import { toError } from '@backstage/errors';
import type {
  HistoryImportRow,
  IngestSourceRow,
  ModelHealth,
  RiskModelCard,
  ShowcallerApi,
} from '@showcaller/backstage-plugin-showcaller-common';

/** A part of the overview: what was read, or why it could not be. */
export type Part<T> = { value: T } | { error: Error };

/** The event that waits longest to be mapped; no `receivedAt` when nothing waits. */
export interface OldestPending {
  receivedAt?: string;
}

/** What the overview is made of. */
export interface OverviewFacts {
  sources: Part<IngestSourceRow[]>;
  oldestPending: Part<OldestPending>;
  /** How many repositories belong to no entity. */
  unmapped: Part<number>;
  imports: Part<HistoryImportRow[]>;
  model: Part<RiskModelCard>;
  /** What is wrong with how it scores and learns. */
  alerts: Part<ModelHealth['alerts']>;
}

/**
 * Reads every part on its own, so that one that fails hides none of the others.
 *
 * @throws what the sources failed with when nothing at all could be read
 */
export async function loadOverview(api: ShowcallerApi): Promise<OverviewFacts> {
  const [sources, oldestPending, unmapped, imports, model, alerts] =
    await Promise.all([
      attempt(api.getIngestSources()),
      attempt(findOldestPending(api)),
      attempt(
        api.getUnmappedRepositories({ limit: 1 }).then(page => page.totalItems),
      ),
      attempt(api.getHistoryImports()),
      attempt(api.getModel()),
      attempt(api.getModelHealth().then(health => health.alerts)),
    ]);
  const facts = { sources, oldestPending, unmapped, imports, model, alerts };
  if ('error' in sources && Object.values(facts).every(p => 'error' in p)) {
    throw sources.error;
  }
  return facts;
}

/** The listing is newest first, so the oldest is the last one. */
async function findOldestPending(api: ShowcallerApi): Promise<OldestPending> {
  const first = await api.getRawEvents({ status: 'pending', limit: 1 });
  if (first.totalItems <= 1) {
    return { receivedAt: first.items[0]?.receivedAt };
  }
  const last = await api.getRawEvents({
    status: 'pending',
    limit: 1,
    offset: first.totalItems - 1,
  });
  // The queue may have drained between the two questions.
  return { receivedAt: last.items[0]?.receivedAt };
}

async function attempt<T>(promise: Promise<T>): Promise<Part<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error: toError(error) };
  }
}
