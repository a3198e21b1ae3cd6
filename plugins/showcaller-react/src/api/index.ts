export * from './createShowcallerClient';
export * from './showcallerApiExtension';
export * from './showcallerApiFactory';
export * from './showcallerApiRef';
export * from './useShowcallerApi';
