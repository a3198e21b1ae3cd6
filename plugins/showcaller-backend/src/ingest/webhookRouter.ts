import { InputError, NotFoundError } from '@backstage/errors';
import type { WebhookReceipt } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  WebhookRequest,
  WebhookSource,
} from '@showcaller/backstage-plugin-showcaller-node';
import type {
  NextFunction,
  Request,
  RequestHandler,
  Response,
  Router,
} from 'express';
import PromiseRouter from 'express-promise-router';
import { rateLimit } from 'express-rate-limit';
import { keptHeaders } from './keptHeaders';
import { readRawBody } from './readRawBody';
import type { RawEventStore } from './types';
import { WebhookRefusal } from './WebhookRefusal';

const MIB = 1024 * 1024;

/**
 * `POST /:source`, and below it for sources that want it: where outside systems send their webhooks. Senders have no Backstage credentials; each source
 * checks its own signature, and refuses everything when it has no secret.
 *
 * The request does no more than is needed to keep the bytes safely: nothing of the body is parsed here. A body that
 * is no JSON is therefore accepted from an authentic sender, and ends on the dead letters with its reason.
 */
export function createWebhookRouter(options: {
  sources: WebhookSource[];
  store: RawEventStore;
  /** Per source and backend process. */
  requestsPerMinute: number;
  /** Called after an event was stored. */
  onStored: () => void;
  now?: () => Date;
}): Router {
  const { store, requestsPerMinute, onStored } = options;
  const now = options.now ?? (() => new Date());
  const sources = new Map(options.sources.map(source => [source.id, source]));
  const router = PromiseRouter();

  router.all('/:source/*', hideSubPath);
  router.post(
    ['/:source', '/:source/*'],
    requireSource(sources),
    limitRate(requestsPerMinute),
    async (request, response) => {
      const source = sourceOf(sources, request);
      const contentType = acceptedContentType(source, request);
      if (!source.configured) {
        throw new WebhookRefusal(
          403,
          `No secret is configured for ${source.id} webhooks, so nothing can be trusted. Configure one and redeliver.`,
        );
      }
      const webhook: WebhookRequest = {
        headers: singleValued(request),
        body: await readRawBody(request, source.bodyLimit ?? MIB),
        ...(request.params[0] && { subPath: request.params[0] }),
      };
      const verification = source.verify(webhook);
      if (!verification.ok) {
        throw new WebhookRefusal(verification.status, verification.reason);
      }
      const envelope = checkedEnvelope(source, webhook);
      const { id, duplicate } = await store.add({
        ...envelope,
        source: source.id,
        headers: keptHeaders(webhook.headers, source.secretHeaders),
        body: source.content?.(webhook) ?? webhook.body,
        contentType,
        receivedAt: now().toISOString(),
        verifiedBy: verification.verifiedBy,
      });
      const receipt: WebhookReceipt = {
        id,
        status: duplicate ? 'duplicate' : 'accepted',
      };
      if (!duplicate) {
        onStored();
      }
      response.status(duplicate ? 200 : 202).json(receipt);
    },
  );
  return router;
}

/** What follows a source in the address may be its secret: the log of requests gets the address without it. */
function hideSubPath(
  request: Request,
  _response: Response,
  next: NextFunction,
): void {
  request.originalUrl = `${request.baseUrl}/${request.params.source}/…`;
  next();
}

function sourceOf(
  sources: Map<string, WebhookSource>,
  request: Request,
): WebhookSource {
  const source = sources.get(request.params.source);
  if (!source || (request.params[0] && !source.subPaths)) {
    throw new NotFoundError(
      'No installed module takes webhooks at this address. Check its last part, or install the module of the sending system.',
    );
  }
  return source;
}

function requireSource(sources: Map<string, WebhookSource>): RequestHandler {
  return (request, _response, next) => {
    sourceOf(sources, request);
    next();
  };
}

function limitRate(requestsPerMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: requestsPerMinute,
    standardHeaders: 'draft-7',
    legacyHeaders: false,
    keyGenerator: request => request.params.source as string,
    handler: (request, _response, next) =>
      next(
        new WebhookRefusal(
          429,
          `More than ${requestsPerMinute} webhooks of ${request.params.source} in one minute. Send it again after the time in Retry-After.`,
        ),
      ),
  });
}

function acceptedContentType(source: WebhookSource, request: Request): string {
  const accepted = source.contentTypes ?? ['application/json'];
  const given = request.headers['content-type'] ?? '';
  const mediaType = given.split(';')[0].trim().toLowerCase();
  if (!accepted.includes(mediaType)) {
    throw new WebhookRefusal(
      415,
      `${source.id} webhooks must be sent as ${accepted
        .filter(Boolean)
        .join(' or ')}, not ${mediaType || 'without a content type'}.`,
    );
  }
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') {
    throw new WebhookRefusal(
      415,
      `Webhooks must be sent uncompressed, not with content-encoding ${encoding}.`,
    );
  }
  return given.slice(0, 255);
}

function checkedEnvelope(source: WebhookSource, webhook: WebhookRequest) {
  const { deliveryId, eventType } = source.envelope(webhook);
  if (!deliveryId || deliveryId.length > 255) {
    throw new InputError('The delivery id must have 1 to 255 characters');
  }
  if (!eventType || eventType.length > 128) {
    throw new InputError('The event type must have 1 to 128 characters');
  }
  return { deliveryId, eventType };
}

function singleValued(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined
        ? []
        : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  );
}
