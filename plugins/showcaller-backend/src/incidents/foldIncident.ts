/** What one report tells of an incident; what it does not tell is absent. */
export interface IncidentReport {
  /** Deterministic: the same report is the same id. */
  id: string;
  incidentId: string;
  /** `stated`: the whole record, as through `PUT incidents/:id`; it replaces what was stated before. */
  kind: 'detected' | 'reported' | 'resolved' | 'stated';
  /** RFC 3339 in UTC with milliseconds. */
  occurredAt: string;
  content: {
    /** The entity, where it was looked up in the catalog. */
    entityRef?: string;
    /** Full entity reference or bare name, as it was told. */
    entity?: string;
    repository?: string;
    environment?: string;
    deploymentId?: string;
    title?: string;
    url?: string;
    openedAt?: string;
    resolvedAt?: string;
    source: string;
  };
}

/** What the reports of one incident add up to. */
export interface IncidentState {
  entityRef?: string;
  namedEntity?: string;
  repository?: string;
  environment?: string;
  deploymentId?: string;
  title?: string;
  url?: string;
  openedAt: string;
  resolvedAt?: string;
  source: string;
}

const RANK: Record<IncidentReport['kind'], number> = {
  detected: 0,
  reported: 1,
  resolved: 2,
  stated: 3,
};

/**
 * Folds the reports of one incident. Order of arrival and duplicates do not matter: they are read in the order of
 * (time, kind, id), and the latest known value of each field counts.
 *
 * - Opened: as stated, otherwise the earliest detection or report; when only its end was told, then.
 * - Resolved: the last word of a detection, report or resolution; a report after the end is about the same incident and
 *   does not open it again, a detection does.
 *
 * @returns undefined without reports.
 */
export function foldIncident(
  reports: Iterable<IncidentReport>,
): IncidentState | undefined {
  const unique = new Map<string, IncidentReport>();
  for (const report of reports) {
    unique.set(report.id, report);
  }
  const ordered = [...unique.values()].sort(
    (a, b) =>
      Date.parse(a.occurredAt) - Date.parse(b.occurredAt) ||
      RANK[a.kind] - RANK[b.kind] ||
      (a.id < b.id ? -1 : 1),
  );
  const first = ordered[0];
  if (!first) {
    return undefined;
  }
  const latest = <K extends keyof IncidentReport['content']>(name: K) =>
    ordered.map(({ content }) => content[name]).findLast(isKnown);
  const stated = ordered.findLast(({ kind }) => kind === 'stated');
  const told = ordered.filter(({ kind }) => kind !== 'stated');
  const opening = told.find(({ kind }) => kind !== 'resolved') ?? first;
  return {
    entityRef: latest('entityRef'),
    namedEntity: latest('entity'),
    repository: latest('repository'),
    environment: latest('environment'),
    deploymentId: latest('deploymentId'),
    title: latest('title'),
    url: latest('url'),
    openedAt: stated?.content.openedAt ?? opening.occurredAt,
    resolvedAt: stated ? stated.content.resolvedAt : endOf(told),
    source: first.content.source,
  };
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined;
}

function endOf(told: IncidentReport[]): string | undefined {
  let end: string | undefined;
  for (const { kind, occurredAt } of told) {
    if (kind === 'detected') {
      end = undefined;
    } else if (kind === 'resolved') {
      end ??= occurredAt;
    }
  }
  return end;
}
