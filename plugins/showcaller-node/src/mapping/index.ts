export * from './CdEventFactory';
export * from './hashIdentity';
export * from './Payload';
export * from './uuidOf';
export * from './webAddress';
