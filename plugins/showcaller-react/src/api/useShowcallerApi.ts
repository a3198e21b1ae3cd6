import {
  discoveryApiRef,
  fetchApiRef,
  useApiHolder,
  type DiscoveryApi,
  type FetchApi,
} from '@backstage/core-plugin-api';
import { NotImplementedError } from '@backstage/errors';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { createShowcallerClient } from './createShowcallerClient';
import { showcallerApiRef } from './showcallerApiRef';

const clients = new WeakMap<FetchApi, WeakMap<DiscoveryApi, ShowcallerApi>>();

/**
 * The client that the app provides under {@link showcallerApiRef}, or, where no installed plugin provides it, one
 * shared client over the app's own discovery and fetch APIs. So a tab works when it is the only Showcaller plugin
 * of an app, in both front-end systems, and any number of them never provide the same API twice.
 *
 * @public
 */
export function useShowcallerApi(): ShowcallerApi {
  const apis = useApiHolder();
  const provided = apis.get(showcallerApiRef);
  if (provided) {
    return provided;
  }
  const discoveryApi = apis.get(discoveryApiRef);
  const fetchApi = apis.get(fetchApiRef);
  if (!discoveryApi || !fetchApi) {
    throw new NotImplementedError(
      `Showcaller needs ${discoveryApiRef.id} and ${fetchApiRef.id}, or an implementation of ${showcallerApiRef.id}`,
    );
  }
  return sharedClient(discoveryApi, fetchApi);
}

function sharedClient(
  discoveryApi: DiscoveryApi,
  fetchApi: FetchApi,
): ShowcallerApi {
  let ofFetch = clients.get(fetchApi);
  if (!ofFetch) {
    ofFetch = new WeakMap();
    clients.set(fetchApi, ofFetch);
  }
  let client = ofFetch.get(discoveryApi);
  if (!client) {
    client = createShowcallerClient({ discoveryApi, fetchApi });
    ofFetch.set(discoveryApi, client);
  }
  return client;
}
