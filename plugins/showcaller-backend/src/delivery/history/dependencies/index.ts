export * from './GitDependencyReader';
