export { IngestRoom } from './IngestRoom';
export type { IngestRoomOptions } from './IngestRoom';
export type { IngestHealth } from './types';
