export * from './chooseChampion';
export * from './ladderRungs';
export * from './ladderState';
export * from './shouldFallBack';
