/**
 * CDEvents for Showcaller: whatever speaks CDEvents in CloudEvents, and the webhooks of Flagger and Argo Rollouts.
 *
 * @packageDocumentation
 */

export {
  type CdEventsWebhookSourceOptions,
  createCdEventsWebhookSource,
} from './cdevents/cdEventsWebhookSource';
export {
  createFlaggerWebhookSource,
  type FlaggerWebhookSourceOptions,
} from './flagger/flaggerWebhookSource';
export { showcallerModuleCdEvents as default } from './module';
