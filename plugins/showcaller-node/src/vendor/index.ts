export * from './download';
export * from './retryAfter';
export * from './VendorClient';
export * from './VendorError';
