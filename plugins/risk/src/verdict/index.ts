export * from './howSure';
export * from './nextSteps';
export * from './riskMeaning';
export * from './riskVerdict';
export * from './rollupVerdict';
