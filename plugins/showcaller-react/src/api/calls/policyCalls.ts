import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';
import { pageQuery } from './paths';

type PolicyCalls = Pick<
  ShowcallerApi,
  | 'getPolicies'
  | 'getPolicyBundles'
  | 'getPolicyBundle'
  | 'checkPolicies'
  | 'storePolicies'
  | 'shadowPolicies'
  | 'stopShadow'
  | 'getShadowComparison'
  | 'startDryRun'
  | 'getDryRun'
  | 'proposePolicies'
  | 'activatePolicies'
  | 'withdrawPolicies'
>;

/** The rules that the gate decides by. */
export function policyCalls(requests: BackendRequests): PolicyCalls {
  const bundle = (hash: string) =>
    `policies/bundles/${encodeURIComponent(hash)}`;
  return {
    getPolicies: () => requests.get('policies'),
    getPolicyBundles: page => requests.get('policies/bundles', pageQuery(page)),
    getPolicyBundle: hash => requests.get(bundle(hash)),
    checkPolicies: files => requests.post('policies/check', { files }),
    storePolicies: (files, comment) =>
      requests.post('policies/bundles', { files, comment }),
    shadowPolicies: hash => requests.post(`${bundle(hash)}/shadow`),
    stopShadow: () => requests.post('policies/shadow/stop'),
    getShadowComparison: hash => requests.find(`${bundle(hash)}/shadow`),
    startDryRun: (hash, days) =>
      requests.post(`${bundle(hash)}/dry-run`, { days }),
    getDryRun: hash => requests.find(`${bundle(hash)}/dry-run`),
    proposePolicies: (hash, reason) =>
      requests.post(`${bundle(hash)}/proposal`, { reason }),
    activatePolicies: (hash, reason) =>
      requests.post(`${bundle(hash)}/activation`, { reason }),
    withdrawPolicies: (hash, reason) =>
      requests.post(`${bundle(hash)}/withdrawal`, { reason }),
  };
}
