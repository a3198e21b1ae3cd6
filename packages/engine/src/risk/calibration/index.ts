export * from './calibrate';
export * from './calibrator';
export * from './fitBeta';
export * from './fitIsotonic';
export * from './fitPlatt';
export * from './fitVennAbers';
export * from './parseCalibrator';
export * from './vennAbersInterval';
