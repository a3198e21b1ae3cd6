export * from './CopyableText';
export * from './RelativeTime';
export * from './ToneText';
export * from './useNow';
