export * from './comparisonState';
export * from './SequentialComparison';
