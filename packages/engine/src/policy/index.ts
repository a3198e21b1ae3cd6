export * from './canonicalPolicy';
export * from './decideGate';
export * from './tables';
