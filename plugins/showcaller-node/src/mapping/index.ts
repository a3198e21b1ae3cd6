export * from './CdEventFactory';
export * from './hashIdentity';
export * from './Payload';
export * from './repositoryName';
export * from './uuidOf';
export * from './webAddress';
