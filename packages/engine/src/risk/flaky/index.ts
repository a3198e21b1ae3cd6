export * from './flakyTests';
