export * from './readSharedSecrets';
export * from './verifySharedSecret';
export * from './verifyStandardWebhook';
