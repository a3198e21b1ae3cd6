/**
 * Sign-in to the demo organisation by choosing who one is; development only.
 *
 * @packageDocumentation
 */

export { authModuleShowcallerDemo as default } from './module';
