/**
 * Types, permissions, annotations and the HTTP client contract of Showcaller.
 *
 * @packageDocumentation
 */

export * from './annotations';
export * from './api';
export * from './cdevents';
export * from './environments';
export * from './permissions';
