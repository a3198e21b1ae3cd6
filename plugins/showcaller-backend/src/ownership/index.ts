export * from './CatalogOwnership';
export * from './types';
export { touchesFolder } from './touchesFolder';
