import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import type { BackendRequests } from './BackendRequests';
import { entityPath, pageQuery } from './paths';

type DeliveryCalls = Pick<
  ShowcallerApi,
  | 'getDeployments'
  | 'getPipelineRuns'
  | 'getChanges'
  | 'getUnmappedRepositories'
  | 'getHistoryImports'
  | 'getHistoryImport'
  | 'startHistoryImport'
  | 'getBackfills'
  | 'startBackfill'
  | 'cancelBackfill'
>;

/** What was delivered, and where its history comes from. */
export function deliveryCalls(requests: BackendRequests): DeliveryCalls {
  return {
    getDeployments: (ref, page) =>
      requests.get(
        `delivery/entities/${entityPath(ref)}/deployments`,
        pageQuery(page),
      ),
    getPipelineRuns: (ref, page) =>
      requests.get(
        `delivery/entities/${entityPath(ref)}/runs`,
        pageQuery(page),
      ),
    getChanges: (ref, page) =>
      requests.get(
        `delivery/entities/${entityPath(ref)}/changes`,
        pageQuery(page),
      ),
    getUnmappedRepositories: page =>
      requests.get('delivery/unmapped', pageQuery(page)),
    getHistoryImports: () => requests.get('delivery/imports'),
    getHistoryImport: ref =>
      requests.find(`delivery/imports/${entityPath(ref)}`),
    startHistoryImport: entityRef =>
      requests.post('delivery/imports', { entityRef }),
    getBackfills: () => requests.get('delivery/backfills'),
    startBackfill: request => requests.post('delivery/backfills', request),
    cancelBackfill: ref =>
      requests.post(`delivery/backfills/${entityPath(ref)}/cancel`),
  };
}
