/** The CDEvents specification version that every event of ours states. @public */
export const CDEVENTS_SPEC_VERSION = '0.5.1';

/** One end of a causal link between two events. @public */
export interface CdEventLink {
  linkType: 'RELATION' | 'PATH' | 'END';
  linkKind?: string;
  target?: { contextId: string };
  from?: { contextId: string };
  tags?: Record<string, string>;
}

/** @public */
export interface CdEventContext {
  specversion: string;
  id: string;
  chainId?: string;
  /** URI reference of what sent it, e.g. `https://github.com/owner/repo`. */
  source: string;
  /** e.g. `dev.cdevents.change.merged.0.3.0` or `dev.cdeventsx.showcaller-deployment.failed.0.1.0`. */
  type: string;
  /** RFC 3339, when it happened at the source (not when it was received). */
  timestamp: string;
  schemaUri?: string;
  links?: CdEventLink[];
}

/**
 * A CDEvents v0.5.1 event. What the specification has no field for travels in `customData`, in the shapes of
 * {@link ChangeData}, {@link PipelineRunData}, {@link TaskRunData}, {@link DeploymentData} and {@link ArtifactData}.
 *
 * @public
 */
export interface CdEvent<TData = unknown> {
  context: CdEventContext;
  subject: { id: string; source?: string; content: Record<string, unknown> };
  customData?: TData;
  customDataContentType?: string;
}
