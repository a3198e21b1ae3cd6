export * from './PolicyRoom';
