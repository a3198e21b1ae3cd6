import type { DeliveryRoom } from '../delivery';
import type { HistoryRoom } from '../delivery/history';
import type { EvidenceRoom } from '../evidence';
import type { GateService } from '../gate/GateService';
import type { IngestRoom } from '../ingest';
import type { OutcomeRooms } from '../outcomes/OutcomeRooms';
import type { FeatureRoom } from '../risk/features/FeatureRoom';
import type { PullRequestRoom } from '../risk/pullRequests';
import type { RiskRoom } from '../risk/RiskRoom';

/** Who hears of whom, in the order in which they are told. */
export function connectRooms(rooms: {
  delivery: DeliveryRoom;
  history: HistoryRoom;
  evidence: EvidenceRoom;
  gate: GateService;
  outcomes: OutcomeRooms;
  features: FeatureRoom;
  risk: RiskRoom;
  pullRequests: PullRequestRoom;
  ingest: IngestRoom;
}): void {
  const { delivery, history, gate, outcomes, features, risk } = rooms;
  delivery.addListener(risk.service);
  delivery.addListener(outcomes.labels.service);
  delivery.addListener(history);
  gate.addObserver(outcomes.labels.service);
  for (const source of rooms.evidence.supplyChain.facts) {
    gate.addFactSource(source);
  }
  outcomes.incidents.setReceiver(event => rooms.ingest.receive(event));
  outcomes.incidents.addListener(features);
  features.setListener({
    onFactsStored(repository, entityRefs) {
      risk.service.onFactsStored(repository, entityRefs);
      rooms.pullRequests.onFactsStored(repository);
    },
  });
  history.setListener(features);
}
