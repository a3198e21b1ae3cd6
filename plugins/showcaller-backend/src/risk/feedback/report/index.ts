export * from './describeAccuracy';
export * from './findGaps';
export * from './recommend';
export * from './ReportRow';
