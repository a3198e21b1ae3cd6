/**
 * The platform pages for the new front-end system.
 *
 * @packageDocumentation
 */

export { default } from './alpha/plugin';
