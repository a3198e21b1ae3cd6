export * from './router';
export * from './SzzRoom';
