export { riskSignalChannel } from './useRiskSignals';
export * from './useShowcallerQuery';
