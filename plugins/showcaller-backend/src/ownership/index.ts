export * from './CatalogOwnership';
export * from './types';
