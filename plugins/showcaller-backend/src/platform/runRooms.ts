import type { LifecycleService } from '@backstage/backend-plugin-api';

/** What begins when the backend has started, and ends when it shuts down. */
export interface RunningRoom {
  start(): void | Promise<void>;
  stop(): void | Promise<void>;
}

/** Starts rooms in the given order, each after the one before; stops them in the opposite order. */
export function runRooms(
  lifecycle: LifecycleService,
  rooms: readonly RunningRoom[],
): void {
  lifecycle.addStartupHook(async () => {
    for (const room of rooms) {
      await room.start();
    }
  });
  lifecycle.addShutdownHook(async () => {
    for (const room of [...rooms].reverse()) {
      await room.stop();
    }
  });
}
