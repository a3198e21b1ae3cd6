export * from './createCdEvent';
export * from './data';
export * from './eventType';
export type { CdEventName } from './CdEventName';
export * from './types';
export * from './validateCdEvent';
