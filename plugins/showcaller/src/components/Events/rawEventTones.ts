import type { RawEventStatus } from '@showcaller/backstage-plugin-showcaller-common';
import type { Tone } from '@showcaller/backstage-plugin-showcaller-react';

/** How serious each status of a stored event is. An unmapped one is no error: its source may send what nobody needs. */
export const rawEventTones: Record<RawEventStatus, Tone> = {
  pending: 'running',
  mapped: 'ok',
  unmapped: 'neutral',
  dead: 'error',
};
