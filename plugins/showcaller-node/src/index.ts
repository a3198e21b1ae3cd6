/**
 * Extension points of the Showcaller backend: what an integration implements.
 *
 * @packageDocumentation
 */

export * from './backfill';
export * from './backfillWorkList';
export * from './cdevents';
export * from './changeSource';
export * from './credentials';
export * from './gateResponses';
export * from './junitReport';
export * from './mapping';
export * from './network';
export * from './pullRequests';
export * from './runArtifacts';
export * from './vendor';
export * from './webhooks';
