import {
  VendorError,
  type GateResponseRequest,
} from '@showcaller/backstage-plugin-showcaller-node';
import type { GithubApi } from '../api/GithubApi';

/** The place that a question came from, checked against what is configured. */
export interface GateTarget {
  /** `owner/repo` */
  repository: string;
  text(name: string): string;
}

/**
 * Reads a target. Credentials go to the configured host only: a question of another GitHub is not answered here.
 *
 * @throws VendorError for another host, and for a target without what is needed.
 */
export function gateTarget(
  api: GithubApi,
  request: Pick<GateResponseRequest, 'target'>,
): GateTarget {
  const { target } = request;
  const text = (name: string): string => {
    const value = target[name];
    if (value === undefined || value === '') {
      throw refused(`the question names no ${name}`);
    }
    return String(value);
  };
  if (target.host !== api.config.host) {
    throw refused(
      `the question came from ${target.host}, but showcaller.github.api.host is ${api.config.host}; credentials go nowhere else`,
    );
  }
  return { repository: `${text('owner')}/${text('repo')}`, text };
}

export function refused(says: string): VendorError {
  return new VendorError(`GitHub: ${says}`, { kind: 'refused' });
}
