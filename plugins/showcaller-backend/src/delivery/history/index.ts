export * from './HistoryImportService';
export * from './HistoryRoom';
export * from './measures';
