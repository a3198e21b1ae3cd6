export * from './cdEventsMapper';
export * from './IncidentRoom';
export * from './types';
