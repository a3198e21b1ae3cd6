export * from './importHistory';
export * from './isFix';
