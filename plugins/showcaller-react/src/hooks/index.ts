export * from './usePageInUrl';
export { riskSignalChannel } from './useRiskSignals';
export * from './useShowcallerQuery';
