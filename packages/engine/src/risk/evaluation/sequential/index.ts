export * from './SequentialComparison';
