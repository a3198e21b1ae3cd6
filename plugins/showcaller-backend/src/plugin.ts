import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { showcallerPermissions } from '@showcaller/backstage-plugin-showcaller-common';
import { AuditRoom } from './audit';
import { isSqlite, openDatabase } from './database/openDatabase';
import { DeliveryRoom } from './delivery';
import { BackfillRoom } from './delivery/backfill';
import { HistoryRoom } from './delivery/history';
import { EvidenceRoom } from './evidence';
import { GateRooms } from './gate/GateRooms';
import { GateService } from './gate/GateService';
import { EntityAccess } from './http/EntityAccess';
import { cdEventsMapper } from './incidents';
import { IngestRoom } from './ingest';
import { inOrder } from './ingest/inOrder';
import { OutcomeRooms } from './outcomes/OutcomeRooms';
import { CatalogOwnership } from './ownership';
import { connectRooms } from './platform/connectRooms';
import { mountRooms } from './platform/mountRooms';
import { RegisteredSources } from './platform/RegisteredSources';
import { runRooms } from './platform/runRooms';
import { showcallerServices } from './platform/services';
import { SingleProcessGuard } from './platform/SingleProcessGuard';
import { OutcomeLookup } from './risk/explanation';
import { FeatureRoom } from './risk/features/FeatureRoom';
import { LearningRoom } from './risk/learning';
import { loadRiskModel } from './risk/model/loadRiskModel';
import { ServingModel } from './risk/model/ServingModel';
import { PullRequestRoom, PullRequestScorer } from './risk/pullRequests';
import { RiskRoom } from './risk/RiskRoom';

/**
 * The Showcaller backend: takes webhooks in, follows changes and deployments, scores their risk and decides on them.
 * Modules add systems that send webhooks and readers of change facts through the extension points of
 * `@showcaller/backstage-plugin-showcaller-node`.
 *
 * @public
 */
export const showcallerPlugin = createBackendPlugin({
  pluginId: 'showcaller',
  register(env) {
    const registered = RegisteredSources.create(env);

    env.registerInit({
      deps: showcallerServices,
      async init(services) {
        const { lifecycle, logger } = services;
        services.permissionsRegistry.addPermissions(showcallerPermissions);

        const knex = await openDatabase(services);
        const guard = isSqlite(knex)
          ? await SingleProcessGuard.claim({ knex, logger })
          : undefined;
        const model = ServingModel.create(await loadRiskModel({ logger }));
        const access = EntityAccess.create(services);
        const ownership = CatalogOwnership.create(services);

        const auditRoom = await AuditRoom.create({ ...services, knex, access });
        const { log: audit } = auditRoom;
        const room = { ...services, knex, ownership, access, audit };
        const delivery = DeliveryRoom.create(room);
        const history = HistoryRoom.create(room);
        const evidence = EvidenceRoom.create({
          ...room,
          artifactSources: registered.artifactSources,
        });
        const gate = GateService.create(room);
        const read = {
          delivery: delivery.service,
          timeline: delivery.timeline,
          facts: history.reader,
          changeSources: [...registered.changeSources, history.changeSource],
        };
        const outcomes = OutcomeRooms.create({
          ...room,
          ...read,
          history,
          decisions: ids => gate.getLatestByDeployments(ids),
        });
        const features = FeatureRoom.create({
          ...room,
          ...read,
          runs: delivery.runs,
          dependencies: history.dependencies,
          evidence,
          incidents: outcomes.incidents.reader,
        });
        const risk = RiskRoom.create({
          ...room,
          ...read,
          model,
          gate,
          collectors: features.collectors,
          outcomes: OutcomeLookup.create({
            labels: outcomes.labels.reader,
            changes: history.szz.labels,
          }),
        });
        const learning = LearningRoom.create({
          ...room,
          ...read,
          model,
          labels: outcomes.labels.reader,
        });
        const pullRequests = PullRequestRoom.create({
          ...room,
          publishers: registered.pullRequestPublishers,
          scorer: PullRequestScorer.create({
            ...read,
            collectors: features.collectors,
            model,
          }),
        });
        const gateRooms = GateRooms.create({
          ...room,
          ...read,
          gate,
          candidates: risk.candidates,
          incidents: outcomes.incidents.reader,
          outcomesOf: ids => outcomes.labels.reader.outcomesOf(ids),
          baseOf: (repository, number) =>
            pullRequests.baseOf(repository, number),
          responders: registered.gateResponders,
        });
        const ingest = IngestRoom.create({
          ...room,
          sources: registered.webhookSources,
          mappers: [
            cdEventsMapper,
            ...registered.backfillSources.map(({ mapper }) => mapper),
          ],
          sink: inOrder(
            delivery.service,
            outcomes.sink,
            pullRequests,
            evidence.artifacts,
            gateRooms.gate.sink,
          ),
        });
        const backfill = BackfillRoom.create({
          ...room,
          sources: registered.backfillSources,
          accept: event => ingest.accept(event),
          addDocument: document => evidence.service.add(document),
          onFinished: async (repository, since) =>
            risk.service.onPastRead(
              await delivery.timeline.listToldLate(repository, since),
            ),
        });
        const rooms = {
          delivery,
          history,
          evidence,
          gate,
          gateRooms,
          outcomes,
          features,
          risk,
          learning,
          pullRequests,
          ingest,
          backfill,
        };
        connectRooms(rooms);
        mountRooms({ ...room, ...rooms, model, auditRoom });
        runRooms(lifecycle, [
          {
            start: () => guard?.start(),
            stop: async () => guard?.release(),
          },
          auditRoom,
          ownership,
          ...gateRooms.running,
          delivery,
          history,
          evidence,
          learning,
          risk,
          outcomes,
          ingest,
          backfill,
          pullRequests,
        ]);
      },
    });
  },
});
