/**
 * API client, charts, palette, states and hooks shared by the front-end plugins of Showcaller.
 *
 * @packageDocumentation
 */

export * from './api';
export * from './charts';
export * from './components';
export * from './hooks';
export * from './states';
export * from './text';
export * from './translation';
