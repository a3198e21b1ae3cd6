export * from './auditApi';
export * from './SampleLog';
