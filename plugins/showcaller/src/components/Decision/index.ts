export * from './DecisionContent';
export * from './DecisionPage';
