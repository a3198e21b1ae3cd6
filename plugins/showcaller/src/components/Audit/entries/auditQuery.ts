import type { AuditFilter } from '@showcaller/backstage-plugin-showcaller-common';
import { pageSizes } from '../../shared/pageSizes';

/** Names of the filters, as the address calls them. */
export const filterNames = [
  'actor',
  'action',
  'subject',
  'entityRef',
  'from',
  'to',
] as const;

/** What the table shows; lives in the address, so that it can be linked to. */
export interface AuditQuery extends AuditFilter {
  /** From 0. */
  page: number;
  pageSize: number;
  /** Number of the entry that is open beside the table. */
  entry?: number;
}

/** Reads what the address says; what it says wrongly is as if it was not said. */
export function parseAuditQuery(params: URLSearchParams): AuditQuery {
  const page = Number(params.get('page'));
  const pageSize = Number(params.get('size'));
  const entry = Number(params.get('entry'));
  const filter: AuditFilter = {};
  for (const name of filterNames) {
    const text = params.get(name)?.trim();
    if (text && (!isTime(name) || isMoment(text))) {
      filter[name] = text;
    }
  }
  return {
    ...filter,
    page: Number.isSafeInteger(page) && page >= 1 ? page - 1 : 0,
    pageSize: pageSizes.includes(pageSize) ? pageSize : pageSizes[0],
    entry: Number.isSafeInteger(entry) && entry >= 1 ? entry : undefined,
  };
}

/** The address with changes; another filter or page size starts at the first page. Foreign parameters stay. */
export function changeAuditQuery(
  params: URLSearchParams,
  changes: Partial<AuditQuery>,
): URLSearchParams {
  const restarts = [...filterNames, 'pageSize'].some(name => name in changes);
  const next: AuditQuery = {
    ...parseAuditQuery(params),
    ...(restarts ? { page: 0 } : {}),
    ...changes,
  };
  const texts: Record<string, string | undefined> = {
    ...Object.fromEntries(filterNames.map(name => [name, next[name]])),
    page: next.page > 0 ? String(next.page + 1) : undefined,
    size: next.pageSize === pageSizes[0] ? undefined : String(next.pageSize),
    entry: next.entry === undefined ? undefined : String(next.entry),
  };
  const result = new URLSearchParams(params);
  for (const [name, text] of Object.entries(texts)) {
    if (text === undefined || text === '') {
      result.delete(name);
    } else {
      result.set(name, text);
    }
  }
  return result;
}

/** The filter alone. */
export function filterOf(query: AuditQuery): AuditFilter {
  return Object.fromEntries(
    filterNames.flatMap(name =>
      query[name] === undefined ? [] : [[name, query[name]]],
    ),
  );
}

function isTime(name: string): boolean {
  return name === 'from' || name === 'to';
}

/** Whether it is a moment with its offset, as the backend takes it. */
function isMoment(text: string): boolean {
  return /T.*(Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}
