import type { MountedRoutes } from '../http/mountRoutes';
import type { RunningRoom } from '../platform/runRooms';
import { ApprovalRoom, type ApprovalRoomOptions } from './approvals';
import { GateRoom, type GateRoomOptions } from './GateRoom';
import { PolicyRoom, type PolicyRoomOptions } from './policies';

type GateRoomsOptions = Omit<GateRoomOptions, 'audit'> &
  Omit<ApprovalRoomOptions, 'decisions'> &
  Omit<PolicyRoomOptions, 'past'>;

/** The gate with what belongs to it: the policies that it decides by, and what people say to its decisions. */
export class GateRooms {
  readonly gate: GateRoom;
  readonly approvals: ApprovalRoom;
  readonly policies: PolicyRoom;
  /** Inner paths first. */
  readonly routes: MountedRoutes[];
  /** In the order in which they start: policies are read before anything is decided. */
  readonly running: RunningRoom[];

  /** @throws InputError for a configuration that cannot be used */
  static create(options: GateRoomsOptions): GateRooms {
    return new GateRooms(options);
  }

  private constructor(options: GateRoomsOptions) {
    const { gate: service } = options;
    const gate = GateRoom.create(options);
    const approvals = ApprovalRoom.create({
      ...options,
      decisions: gate.decisions,
    });
    const policies = PolicyRoom.create({ ...options, past: service });
    service.setPolicies(policies.provider);
    service.addObserver(approvals.observer);
    service.addObserver(policies.observer);
    gate.setApprovalBook(approvals.book);
    approvals.addListener(gate.approvals);
    approvals.addInboxSource(policies.inbox);
    this.gate = gate;
    this.approvals = approvals;
    this.policies = policies;
    this.running = [policies, gate, approvals];
    this.routes = [
      { path: '/policies', router: policies.router },
      ...gate.routes,
      // After those of the gate, which hand on what is said to an evaluation.
      { path: '/gate', router: approvals.router },
    ];
  }
}
