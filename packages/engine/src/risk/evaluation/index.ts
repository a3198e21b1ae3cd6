export * from './captureAtTop';
export * from './curves';
export * from './metrics';
export * from './prevalence';
export { wilsonInterval, type Rate } from './wilsonInterval';
