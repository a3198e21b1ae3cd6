import type { VendorError, VendorErrorKind } from '../VendorError';
import { kindOf, reasonOf } from '../vendorFailure';
import { collectBytes } from './collectBytes';
import type { DownloadHosts } from './DownloadHosts';
import { getOnce } from './getOnce';

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const TIMEOUT_MS = 120_000;
/** Of an error, enough to find its message in. */
const ERROR_BYTES = 64 * 1024;

/** @public */
export interface VendorDownload {
  /** Below the base address, beginning with `/`; its parts percent-encoded. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  /** Media type that is asked for; any when absent. */
  accept?: string;
  /** Longest accepted content in bytes. */
  maxBytes: number;
  /** Where one redirect may lead, besides the origin that is asked; the request there has no credentials. */
  redirectTo?: DownloadHosts;
  signal?: AbortSignal;
}

/** What a download needs of the client that it belongs to. @internal */
export interface DownloadContext {
  url: string;
  headers: Record<string, string>;
  send: typeof fetch;
  timeoutMs?: number;
  /** An error that says what an answer means. */
  failure(answer: {
    status: number;
    headers: Headers;
    body: string;
  }): VendorError;
  error(
    kind: VendorErrorKind,
    options: { says: string; status?: number; cause?: unknown },
  ): VendorError;
}

/**
 * Reads a file. Where the API answers with a redirect, as it does for what lies in a storage of its own, exactly that one is
 * followed, to an allowed host, over TLS, without the credentials of the API.
 *
 * @internal
 */
export async function downloadFile(
  request: VendorDownload,
  context: DownloadContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const { timeoutMs = TIMEOUT_MS, error } = context;
  const signal = AbortSignal.any([
    AbortSignal.timeout(timeoutMs),
    ...(request.signal ? [request.signal] : []),
  ]);
  try {
    return await download({ ...request, signal }, context);
  } catch (problem) {
    request.signal?.throwIfAborted();
    const { name } = problem as Error;
    if (name === 'VendorError') {
      throw problem;
    }
    if (name === 'RefusedAddress') {
      throw error('refused', {
        says: `was redirected, which is not followed: ${reasonOf(problem)}`,
      });
    }
    throw error('unavailable', {
      says: signal.aborted
        ? 'was not read in time'
        : `failed: ${reasonOf(problem)}`,
      cause: problem,
    });
  }
}

async function download(
  request: VendorDownload & { signal: AbortSignal },
  context: DownloadContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const { maxBytes, signal } = request;
  const { url, headers, send, failure } = context;
  const response = await send(url, {
    redirect: 'manual',
    signal,
    headers: { ...headers, accept: request.accept ?? '*/*' },
  });
  const { status } = response;
  const location = response.headers.get('location');
  if (REDIRECTS.has(status) && location) {
    await response.body?.cancel();
    return follow(location, { request, context, status });
  }
  const body = response.body as AsyncIterable<Uint8Array> | null;
  const contentLength = response.headers.get('content-length');
  if (status >= 300) {
    const said =
      body &&
      (await collectBytes(body, { maxBytes: ERROR_BYTES, contentLength }));
    throw failure({
      status,
      headers: response.headers,
      body: Buffer.from(said ?? []).toString('utf8'),
    });
  }
  const bytes = body
    ? await collectBytes(body, { maxBytes, contentLength })
    : new Uint8Array(0);
  return bytes ?? tooLarge(request, context);
}

async function follow(
  location: string,
  options: {
    request: VendorDownload & { signal: AbortSignal };
    context: DownloadContext;
    status: number;
  },
): Promise<Uint8Array<ArrayBuffer>> {
  const { request, context, status } = options;
  const { redirectTo, signal, maxBytes } = request;
  const { error } = context;
  const next = URL.canParse(location, context.url)
    ? new URL(location, context.url)
    : undefined;
  const own = next?.origin === new URL(context.url).origin;
  // What is after the host is signed, and stands for a credential: it is told to nobody.
  const refusal = own ? undefined : reasonAgainst(next, redirectTo);
  if (!next || refusal !== undefined) {
    throw error('refused', {
      status,
      says: `was redirected to ${
        next?.origin ?? 'what is no address'
      }, which is not followed: ${refusal}`,
    });
  }
  const answer = await getOnce({
    url: next,
    signal,
    refusal: address => (own ? undefined : redirectTo?.addressRefusal(address)),
  });
  try {
    const there = answer.statusCode ?? 0;
    if (there < 200 || there >= 300) {
      throw error(storageKindOf(there), {
        status: there,
        says: `was redirected to ${next.host}, which answered ${there}${
          REDIRECTS.has(there) ? '; a second redirect is not followed' : ''
        }`,
      });
    }
    return (
      (await collectBytes(answer, {
        maxBytes,
        contentLength: answer.headers['content-length'],
      })) ?? tooLarge(request, context)
    );
  } finally {
    answer.destroy();
  }
}

function reasonAgainst(
  url: URL | undefined,
  hosts: DownloadHosts | undefined,
): string | undefined {
  if (!url) {
    return 'it cannot be read';
  }
  return hosts
    ? hosts.refusal(url)
    : 'files are read from the configured host only';
}

/** Signed addresses end within minutes: a refusal there says that the next one may be taken. */
function storageKindOf(status: number): VendorErrorKind {
  return status === 401 || status === 403
    ? 'unavailable'
    : kindOf(status, status === 429);
}

function tooLarge(
  { maxBytes }: VendorDownload,
  { error }: DownloadContext,
): never {
  throw error('too-large', { says: `has more than ${maxBytes} bytes` });
}
