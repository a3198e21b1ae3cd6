import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { auditCalls } from './calls/auditCalls';
import {
  BackendRequests,
  type ShowcallerClientOptions,
} from './calls/BackendRequests';
import { deliveryCalls } from './calls/deliveryCalls';
import { gateCalls } from './calls/gateCalls';
import { ingestCalls } from './calls/ingestCalls';
import { modelCalls } from './calls/modelCalls';
import { policyCalls } from './calls/policyCalls';
import { riskCalls } from './calls/riskCalls';

export type { ShowcallerClientOptions };

/**
 * A client of Showcaller's backend. Every call rejects with a `ResponseError` (its `statusCode` is the answer's)
 * unless the contract in `ShowcallerApi` says that a missing thing is `undefined`.
 *
 * @public
 */
export function createShowcallerClient(
  options: ShowcallerClientOptions,
): ShowcallerApi {
  const requests = BackendRequests.create(options);
  return {
    ...riskCalls(requests),
    ...modelCalls(requests),
    ...deliveryCalls(requests),
    ...ingestCalls(requests),
    ...gateCalls(requests),
    ...policyCalls(requests),
    ...auditCalls(requests),
  };
}
