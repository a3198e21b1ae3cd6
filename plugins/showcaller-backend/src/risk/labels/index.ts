export * from './LabelRoom';
export * from './labelRules';
export * from './types';
