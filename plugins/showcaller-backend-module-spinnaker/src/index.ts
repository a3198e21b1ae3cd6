/**
 * Spinnaker for Showcaller: what Echo tells of executions, stages and builds.
 *
 * @packageDocumentation
 */

export type {
  EnvironmentRule,
  SpinnakerMapping,
} from './mapping/SpinnakerMapping';
export { showcallerModuleSpinnaker as default } from './module';
export {
  createSpinnakerWebhookSource,
  type SpinnakerWebhookSourceOptions,
} from './spinnakerWebhookSource';
