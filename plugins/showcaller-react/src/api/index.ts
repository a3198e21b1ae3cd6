export * from './ShowcallerClient';
export * from './showcallerApiExtension';
export * from './showcallerApiFactory';
export * from './showcallerApiRef';
export * from './useShowcallerApi';
