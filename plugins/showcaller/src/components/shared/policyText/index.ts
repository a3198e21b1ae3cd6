export * from './PolicyText';
