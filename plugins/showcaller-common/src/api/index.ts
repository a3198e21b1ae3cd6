export * from './client';
export * from './delivery';
export * from './ingest';
export * from './risk';
