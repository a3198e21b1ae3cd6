export * from './completedRows';
export * from './contributionEffect';
export * from './riskInterval';
export * from './shapleyByEnumeration';
export * from './TreeExplainer';
