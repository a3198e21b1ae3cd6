/**
 * GitHub for Showcaller: webhook signature and mapping to CDEvents.
 *
 * @packageDocumentation
 */

export {
  createGithubWebhookSource,
  type GithubWebhookSourceOptions,
} from './githubWebhookSource';
export type { GateQuestions } from './gate/readGateConfig';
export { showcallerModuleGithub as default } from './module';
