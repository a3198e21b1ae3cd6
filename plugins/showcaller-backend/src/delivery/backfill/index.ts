export * from './BackfillRoom';
