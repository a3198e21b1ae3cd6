export * from './isPrivateAddress';
