import type { AuditorService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  showcallerIncidentWritePermission,
  showcallerReadPermission,
  type WebhookReceipt,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  cdEventIdentity,
  readCdEvents,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { timestamp } from '../database/timestamp';
import { callerOf } from '../http/callerOf';
import type { Knex } from 'knex';
import type { AuditAppender } from '../audit';
import type { EntityAccess } from '../http/EntityAccess';
import { withAudit } from '../http/withAudit';
import { readRawBody } from '../ingest/readRawBody';
import type { ReceivedWebhook } from '../ingest/types';
import { CDEVENTS_SOURCE } from './cdEventsMapper';
import type { IncidentService } from './IncidentService';
import { readIncidentEvent } from './readIncidentEvent';

const BODY_LIMIT = 256 * 1024;

/** Stores a raw event, to be mapped soon. */
export type ReceiveEvent = (
  event: ReceivedWebhook,
) => Promise<{ id: string; duplicate: boolean }>;

/**
 * `POST /incidents/cdevents`: `incident.detected`, `incident.reported` and `incident.resolved`, for senders with an
 * access token of the portal. The exact bytes are stored first and interpreted like those of a webhook, so they can be
 * replayed; only what is no such event, or is not the caller's to report, is turned away before.
 */
export function createCdEventsRouter(options: {
  incidents: Pick<IncidentService, 'findEntities'>;
  receive: ReceiveEvent;
  knex: Knex;
  access: EntityAccess;
  auditor: AuditorService;
  audit: AuditAppender;
  now: () => Date;
}): Router {
  const { incidents, receive, knex, access, auditor, audit, now } = options;
  const router = PromiseRouter();

  router.post('/cdevents', async (request, response) => {
    const credentials = await access.require(request, showcallerReadPermission);
    const body = await readRawBody(request, BODY_LIMIT);
    const [event, ...others] = readCdEvents({ body });
    if (others.length > 0) {
      throw new InputError('One event is taken at a time here, not a batch');
    }
    const incident = readIncidentEvent(event);
    if (!incident) {
      throw new InputError(
        `/context/type is ${event.context.type}; incident.detected, incident.reported and incident.resolved are taken here`,
      );
    }
    const { id, duplicate } = await withAudit(
      auditor,
      {
        eventId: 'incident-event',
        severityLevel: 'medium',
        request,
        meta: { incidentId: incident.incidentId, kind: incident.kind },
      },
      async () => {
        const entityRefs = await incidents.findEntities(event);
        for (const entityRef of entityRefs) {
          await access.requireOwnerOr({
            entity: await access.findEntity(entityRef, credentials),
            credentials,
            permission: showcallerIncidentWritePermission,
          });
        }
        if (entityRefs.length === 0) {
          await access.require(request, showcallerIncidentWritePermission);
        }
        const received = await receive({
          source: CDEVENTS_SOURCE,
          deliveryId: cdEventIdentity(event),
          eventType: `incident.${incident.kind}`,
          headers: {},
          body,
          contentType: request.headers['content-type'] ?? 'application/json',
          receivedAt: timestamp(now()),
          verifiedBy: `portal token of ${callerOf(credentials)}`.slice(0, 255),
        });
        // After it was stored with others in one transaction: who gets no answer sends it again, and this is written then.
        await knex.transaction(tx =>
          audit.append(
            {
              actor: callerOf(credentials),
              action: 'incident.reported',
              subject: `incident:${incident.incidentId}`,
              entityRef: entityRefs[0],
              data: { kind: incident.kind, rawEvent: received.id },
            },
            tx,
          ),
        );
        return received;
      },
    );
    const receipt: WebhookReceipt = {
      id,
      status: duplicate ? 'duplicate' : 'accepted',
    };
    response.status(duplicate ? 200 : 202).json(receipt);
  });

  return router;
}
