import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import {
  BackendRequests,
  type ShowcallerClientOptions,
} from './calls/BackendRequests';
import { deliveryCalls } from './calls/deliveryCalls';
import { ingestCalls } from './calls/ingestCalls';
import { modelCalls } from './calls/modelCalls';
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
  };
}
