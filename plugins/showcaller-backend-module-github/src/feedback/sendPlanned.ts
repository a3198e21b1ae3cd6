import type { JsonObject } from '@backstage/types';
import {
  VendorError,
  type FeedbackPlan,
  type FeedbackRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GithubApi } from '../api/GithubApi';

/** Sends planned requests one after the other, exactly as they were planned. */
export async function sendPlanned(
  api: GithubApi,
  request: FeedbackRequest & { plan: FeedbackPlan },
): Promise<void> {
  const { feedback, plan, signal } = request;
  await sendRequests(api, {
    repository: feedback.repository,
    requests: plan.requests,
    signal,
  });
}

/** Each must be below the address of the API, whatever was planned. */
export async function sendRequests(
  api: GithubApi,
  options: {
    repository: string;
    requests: Array<{
      method: 'POST' | 'PUT' | 'PATCH';
      url: string;
      body: JsonObject;
    }>;
    signal: AbortSignal;
  },
): Promise<void> {
  const { repository, requests, signal } = options;
  const base = api.urlOf({ path: '/' });
  for (const { method, url, body } of requests) {
    if (!url.startsWith(base) || method === 'PUT') {
      throw new VendorError(`GitHub: ${method} ${url} is not below ${base}`, {
        kind: 'refused',
      });
    }
    await api.request(repository, {
      method,
      path: url.slice(base.length - 1),
      body,
      signal,
    });
  }
}

/** All entries of a listing, `max` pages at most; `complete` is false when there are more. */
export async function readPages(options: {
  max: number;
  read: (page: number) => Promise<unknown[]>;
  perPage: number;
}): Promise<{ entries: unknown[]; complete: boolean }> {
  const { max, read, perPage } = options;
  const entries: unknown[] = [];
  for (let page = 1; page <= max; page++) {
    const list = await read(page);
    entries.push(...list);
    if (list.length < perPage) {
      return { entries, complete: true };
    }
  }
  return { entries, complete: false };
}
