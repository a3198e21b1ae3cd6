import type { Config } from '@backstage/config';
import type { HistoryRoom } from '../delivery/history';
import { createSzzRouter } from '../delivery/history/szz';
import type { EventSink } from '../delivery/types';
import { IncidentRoom, type IncidentRoomOptions } from '../incidents';
import type { MountedRoutes } from '../http/mountRoutes';
import { inOrder } from '../ingest/inOrder';
import { FeedbackRoom } from '../risk/feedback';
import {
  LabelRoom,
  type LabelRoomOptions,
  readLabelRules,
} from '../risk/labels';

/** What the rooms of outcomes need of their surroundings. */
export type OutcomeRoomsOptions = IncidentRoomOptions &
  Omit<
    LabelRoomOptions,
    'incidents' | 'changeLabels' | 'facts' | 'rules' | 'listener'
  > & {
    config: Config;
    history: Pick<HistoryRoom, 'szz' | 'imports' | 'reader'>;
  };

/**
 * What became of deployments and changes: incidents, the labels that follow from them and from what was deployed next,
 * how decisions turned out, and what git history tells about faults.
 */
export class OutcomeRooms {
  readonly incidents: IncidentRoom;
  readonly labels: LabelRoom;
  readonly feedback: FeedbackRoom;
  /** Gets the events after delivery has taken them. */
  readonly sink: EventSink;
  readonly routes: MountedRoutes[];

  static create(options: OutcomeRoomsOptions): OutcomeRooms {
    return new OutcomeRooms(options);
  }

  private constructor(options: OutcomeRoomsOptions) {
    const { history } = options;
    const rules = readLabelRules(options.config);
    const incidents = IncidentRoom.create(options);
    const feedback = FeedbackRoom.create({ ...options, rules });
    const labels = LabelRoom.create({
      ...options,
      rules,
      listener: feedback.recorder,
      facts: history.reader,
      changeLabels: history.szz.labels,
      incidents: incidents.reader,
    });
    incidents.addListener(labels.service);
    history.szz.setRepairs(repository => labels.store.listRepairs(repository));
    this.incidents = incidents;
    this.labels = labels;
    this.feedback = feedback;
    this.sink = inOrder(incidents.service, labels.service);
    this.routes = [
      { path: '/incidents', router: incidents.router },
      { path: '/risk/labels', router: labels.router },
      { path: '/risk', router: feedback.router },
      { path: '/delivery/szz', router: szzRouterOf(options) },
    ];
  }

  async start(): Promise<void> {
    this.incidents.start();
    await this.labels.start();
    await this.feedback.start();
  }

  async stop(): Promise<void> {
    await this.incidents.stop();
    await this.labels.stop();
  }
}

function szzRouterOf(options: OutcomeRoomsOptions) {
  const { imports, szz } = options.history;
  return createSzzRouter({
    ...options,
    szz: szz.service,
    repositories: {
      list: () => imports.targets(),
      of: entityRef =>
        imports
          .targets()
          .find(({ entityRefs }) => entityRefs.includes(entityRef))?.repository,
    },
  });
}
