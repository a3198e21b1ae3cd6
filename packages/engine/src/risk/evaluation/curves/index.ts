export * from './prCurve';
export * from './reliabilityCurve';
export * from './rocCurve';
