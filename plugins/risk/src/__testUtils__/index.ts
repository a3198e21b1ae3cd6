export * from './answerWithRisk';
export * from './FakeShowcallerApi';
export * from './sampleDelivery';
export * from './sampleExplanation';
export * from './sampleGate';
export * from './sampleOutcome';
export * from './sampleRisk';
export * from './sampleSignals';
