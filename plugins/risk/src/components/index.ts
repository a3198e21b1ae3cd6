export * from './EntityRiskCard';
export * from './EntityRiskContent';
