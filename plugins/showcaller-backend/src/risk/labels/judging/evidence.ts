import type { LabelReason } from '@showcaller/backstage-plugin-showcaller-common';
import type { Deployment } from '../../../delivery/types';
import type { AttributableIncident } from '../../../incidents/types';
import type { LabelRules } from '../labelRules';

/** A commit that a deployment brought. */
export interface DeployedChange {
  sha: string;
  title?: string;
  committedAt: string;
  /** True when its message says that it fixes something. */
  fix: boolean;
  files: string[];
}

/** A deployment with the commits that it brought; undefined where nobody knows them. */
export interface DeploymentChanges {
  deployment: Deployment;
  changes?: DeployedChange[];
}

/** Everything that is known about how a deployment turned out. */
export interface LabelEvidence {
  deployment: Deployment;
  rules: LabelRules;
  /** Of the same entity and environment, asked for before it, oldest first. */
  earlier: Deployment[];
  /** Of the same entity in any environment, asked for after it within the longest window, oldest first. */
  later: Deployment[];
  /** Names of the environments that the entity is deployed to around that time. */
  environments: Set<string>;
  /** Those of `later` that said of themselves that they put an earlier revision back. */
  rollBacks: Set<string>;
  /** When revisions were committed, as far as it is known. */
  committedAt: Map<string, string>;
  /** Incidents that name it, or of its entity within the window of incidents. */
  incidents: AttributableIncident[];
  /** What it brought; undefined where nobody knows it, or nothing followed that could be a repair. */
  own?: DeployedChange[];
  /** Those of `later` in its environment that took place within the window of repairs, with what they brought. */
  followers: DeploymentChanges[];
}

/** One sign that a deployment went wrong. */
export interface Finding {
  reason: LabelReason;
  /** When the sign appeared (RFC 3339, UTC with milliseconds). */
  at: string;
  /** In words, without the first capital. */
  text: string;
  /** Commits that repaired it. */
  repairs?: string[];
}

/** Looks for one kind of sign; undefined when there is none. */
export type FindingRule = (evidence: LabelEvidence) => Finding | undefined;
