export * from './FakeShowcallerApi';
export * from './sampleDelivery';
export * from './sampleRisk';
