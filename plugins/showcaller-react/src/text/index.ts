export * from './formatNumber';
export * from './formatProbability';
export * from './formatTime';
export * from './humanizeSignal';
export * from './riskBands';
export * from './statusWords';
