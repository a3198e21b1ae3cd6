/**
 * Argo CD for Showcaller: what its notifications tell of syncs and health.
 *
 * @packageDocumentation
 */

export {
  type ArgoCdWebhookSourceOptions,
  createArgoCdWebhookSource,
} from './argoCdWebhookSource';
export type { EnvironmentRule } from './mapping/environmentOf';
export { showcallerModuleArgoCd as default } from './module';
