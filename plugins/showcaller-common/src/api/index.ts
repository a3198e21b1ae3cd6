export * from './backfill';
export * from './client';
export * from './delivery';
export * from './evidence';
export * from './ingest';
export * from './labels';
export * from './models';
export * from './risk';
