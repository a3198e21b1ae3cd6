export * from './canonicalPolicy';
export * from './decideGate';
export * from './tables';
export * from './language/types';
export * from './language/compilePolicy';
