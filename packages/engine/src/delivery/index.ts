export * from './foldArtifact';
export * from './foldChange';
export * from './foldDeployment';
export * from './foldPipelineRun';
export * from './foldTaskRun';
export type { RunStatus } from './runProgress';
export type {
  ArtifactEventData,
  ChangeEventData,
  DeliveryEvent,
  DeploymentEventData,
  PipelineRunEventData,
  TaskRunEventData,
  TaskStep,
} from './types';
