export * from './DeliveryListings';
export * from './DeliveryRoom';
export * from './DeliveryService';
export * from './DeploymentTimeline';
export * from './history';
export * from './history.types';
export * from './router';
export * from './types';
