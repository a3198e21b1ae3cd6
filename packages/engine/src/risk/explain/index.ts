export * from './shapleyByEnumeration';
export * from './TreeExplainer';
