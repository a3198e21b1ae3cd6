import type { EventSink } from '../delivery/types';
import { IncidentRoom, type IncidentRoomOptions } from '../incidents';
import type { MountedRoutes } from '../http/mountRoutes';
import { inOrder } from '../ingest/inOrder';
import { LabelRoom, type LabelRoomOptions } from '../risk/labels';

/** What became of deployments: incidents, and the labels that follow from them and from what was deployed next. */
export class OutcomeRooms {
  readonly incidents: IncidentRoom;
  readonly labels: LabelRoom;
  /** Gets the events after delivery has taken them. */
  readonly sink: EventSink;
  readonly routes: MountedRoutes[];

  static create(
    options: IncidentRoomOptions & Omit<LabelRoomOptions, 'incidents'>,
  ): OutcomeRooms {
    return new OutcomeRooms(options);
  }

  private constructor(
    options: IncidentRoomOptions & Omit<LabelRoomOptions, 'incidents'>,
  ) {
    const incidents = IncidentRoom.create(options);
    const labels = LabelRoom.create({
      ...options,
      incidents: incidents.reader,
    });
    incidents.addListener(labels.service);
    this.incidents = incidents;
    this.labels = labels;
    this.sink = inOrder(incidents.service, labels.service);
    this.routes = [
      { path: '/incidents', router: incidents.router },
      { path: '/risk/labels', router: labels.router },
    ];
  }

  async start(): Promise<void> {
    this.incidents.start();
    await this.labels.start();
  }

  async stop(): Promise<void> {
    await this.incidents.stop();
    await this.labels.stop();
  }
}
