import type {
  AuditorService,
  HttpRouterService,
} from '@backstage/backend-plugin-api';
import type { Knex } from 'knex';
import type { AuditRoom } from '../audit';
import { createDeliveryRouter, type DeliveryRoom } from '../delivery';
import type { BackfillRoom } from '../delivery/backfill';
import type { HistoryRoom } from '../delivery/history';
import type { EvidenceRoom } from '../evidence';
import type { GateRooms } from '../gate/GateRooms';
import type { EntityAccess } from '../http/EntityAccess';
import { mountRoutes } from '../http/mountRoutes';
import type { IngestRoom } from '../ingest';
import type { OutcomeRooms } from '../outcomes/OutcomeRooms';
import type { OwnershipGraph } from '../ownership/types';
import type { LearningRoom } from '../risk/learning';
import type { ServingModel } from '../risk/model/ServingModel';
import type { PullRequestRoom } from '../risk/pullRequests';
import type { RiskRoom } from '../risk/RiskRoom';
import { createHealthRouter } from './healthRouter';

/** Every room that answers requests, and what their routes need besides. */
interface MountedRooms {
  httpRouter: HttpRouterService;
  auditor: AuditorService;
  knex: Knex;
  ownership: OwnershipGraph;
  access: EntityAccess;
  model: ServingModel;
  auditRoom: AuditRoom;
  delivery: DeliveryRoom;
  history: HistoryRoom;
  evidence: EvidenceRoom;
  gateRooms: GateRooms;
  outcomes: OutcomeRooms;
  risk: RiskRoom;
  learning: LearningRoom;
  pullRequests: PullRequestRoom;
  ingest: IngestRoom;
  backfill: BackfillRoom;
}

/** Gives each room its place below the plugin's path. Of two places one of which lies in the other, the inner comes first. */
export function mountRooms(rooms: MountedRooms): void {
  const { knex, model, delivery, history, risk, ingest } = rooms;
  const health = createHealthRouter({
    knex,
    model,
    queues: {
      ingest: () => ingest.health(),
      risk: () => risk.service.health(),
      audit: () => rooms.auditRoom.health(),
    },
  });
  const deliveryRouter = createDeliveryRouter({
    ...rooms,
    listings: delivery.listings,
    imports: history.imports,
    annotate: ids => risk.reader.annotateDeployments(ids),
    annotateChanges: (repository, shas) =>
      risk.reader.annotateChanges(repository, shas),
  });
  mountRoutes(rooms.httpRouter, [
    { path: '/health', router: health, unauthenticated: true },
    { path: '/webhooks', router: ingest.webhookRouter, unauthenticated: true },
    { path: '/ingest', router: ingest.router },
    { path: '/audit', router: rooms.auditRoom.router },
    {
      path: '/evidence/artifacts/runs',
      router: rooms.evidence.artifacts.router,
    },
    { path: '/evidence', router: rooms.evidence.router },
    { path: '/delivery/backfills', router: rooms.backfill.router },
    { path: '/delivery', router: deliveryRouter },
    ...rooms.outcomes.routes,
    { path: '/risk/pull-requests', router: rooms.pullRequests.router },
    { path: '/risk', router: rooms.learning.router },
    { path: '/risk', router: risk.router },
    ...rooms.gateRooms.routes,
  ]);
}
