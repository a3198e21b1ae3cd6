export * from './CopyButton';
export * from './CopyableText';
export * from './PagedTable';
export * from './RelativeTime';
export * from './RiskText';
export * from './ToneText';
export * from './useNow';
