/**
 * The Showcaller backend: webhooks in, an explained risk and a decision out.
 *
 * @packageDocumentation
 */

export { showcallerPlugin, showcallerPlugin as default } from './plugin';
