import type { JsonObject } from '@backstage/types';
import {
  isVendorError,
  type VendorRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import { GithubApi, repositoryPath } from '../api/GithubApi';

/** What a task needs besides itself. */
export interface GithubReading {
  api: GithubApi;
  /** `owner/repo`, lower case. */
  target: string;
  since: string;
  signal: AbortSignal;
}

/** What is asked for, below the repository. */
interface Wanted {
  parts: Array<string | number>;
  query?: VendorRequest['query'];
  /** Field of the answer that holds the list; the answer itself when absent. */
  within?: string;
}

/** One answer, and until when to pause after it. */
export async function get(reading: GithubReading, { parts, query }: Wanted) {
  const { api, target, signal } = reading;
  const { json, pauseUntil } = await api.request(target, {
    path: repositoryPath(target, ...parts),
    query,
    signal,
  });
  return { json, waitUntil: pauseUntil?.toISOString() };
}

/** What was deleted since its listing was read is left out. */
export async function getOrNothing(
  reading: GithubReading,
  wanted: Wanted,
): Promise<{ json: unknown; waitUntil?: string }> {
  try {
    return await get(reading, wanted);
  } catch (error) {
    if (isVendorError(error) && error.kind === 'not-found') {
      return { json: undefined };
    }
    throw error;
  }
}

/** An answer that is a list, or holds one. */
export async function getList(reading: GithubReading, wanted: Wanted) {
  return asList(await get(reading, wanted), wanted);
}

/** The same of what may have been deleted since its listing was read: nothing then. */
export async function getListOrNothing(reading: GithubReading, wanted: Wanted) {
  const answer = await getOrNothing(reading, wanted);
  return answer.json === undefined
    ? { list: [], waitUntil: undefined }
    : asList(answer, wanted);
}

function asList(
  { json, waitUntil }: { json: unknown; waitUntil?: string },
  { within, parts }: Wanted,
): { list: JsonObject[]; waitUntil?: string } {
  const list = within ? (json as Record<string, unknown>)?.[within] : json;
  if (!Array.isArray(list)) {
    throw new Error(`GitHub's answer to ${parts.join('/')} holds no list`);
  }
  return { list, waitUntil };
}
