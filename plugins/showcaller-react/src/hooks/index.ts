export * from './usePageInUrl';
export { modelSignalChannel, riskSignalChannel } from './useSignals';
export * from './useShowcallerAction';
export * from './useShowcallerQuery';
