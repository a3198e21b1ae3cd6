/**
 * Extension points of the Showcaller backend: what an integration implements.
 *
 * @packageDocumentation
 */

export * from './changeSource';
export * from './webhooks';
