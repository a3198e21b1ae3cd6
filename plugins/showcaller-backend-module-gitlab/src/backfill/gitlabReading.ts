import type { JsonObject } from '@backstage/types';
import {
  isVendorError,
  type VendorClient,
  type VendorRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GitlabTarget } from './gitlabTarget';

const LEFT_OUT = new Set(['not-found', 'too-large']);

/** What a task needs besides itself. */
export interface GitlabReading {
  client: VendorClient;
  target: GitlabTarget;
  jobs: boolean;
  since: string;
  signal: AbortSignal;
}

/** What is asked for, below the project. */
interface Wanted {
  parts: Array<string | number>;
  query?: VendorRequest['query'];
  /** Whether it may have been deleted meanwhile. */
  optional?: boolean;
  maxBytes?: number;
}

/** One answer, and until when to pause after it. */
export async function get(
  reading: GitlabReading,
  { parts, query, maxBytes }: Wanted,
) {
  const { client, target, signal } = reading;
  const path = ['projects', target.project, ...parts]
    .map(part => `/${encodeURIComponent(part)}`)
    .join('');
  const { json, headers, pauseUntil } = await client.request({
    path,
    query,
    maxBytes,
    signal,
  });
  return { json, headers, waitUntil: pauseUntil?.toISOString() };
}

/** What was deleted since its listing was read, or is longer than what is read, is left out. */
export async function getOrNothing(
  reading: GitlabReading,
  wanted: Wanted,
): Promise<Partial<Awaited<ReturnType<typeof get>>>> {
  try {
    return await get(reading, wanted);
  } catch (error) {
    if (isVendorError(error) && LEFT_OUT.has(error.kind)) {
      return {};
    }
    throw error;
  }
}

/** A page of a listing, and whether there is another. */
export async function getList(
  reading: GitlabReading,
  wanted: Wanted,
): Promise<{ list: JsonObject[]; next: boolean; waitUntil?: string }> {
  const { json, headers, waitUntil } = wanted.optional
    ? await getOrNothing(reading, wanted)
    : await get(reading, wanted);
  if (wanted.optional && json === undefined) {
    return { list: [], next: false };
  }
  if (!Array.isArray(json)) {
    throw new Error(
      `GitLab's answer to ${wanted.parts.join('/')} holds no list`,
    );
  }
  const perPage = Number(wanted.query?.per_page);
  const nextPage = headers?.get('x-next-page');
  const next =
    typeof nextPage === 'string' ? nextPage !== '' : json.length === perPage;
  return { list: json, next, waitUntil };
}
