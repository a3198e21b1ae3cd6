import {
  discoveryApiRef,
  fetchApiRef,
  useApi,
  useApiHolder,
  type DiscoveryApi,
  type FetchApi,
} from '@backstage/core-plugin-api';
import type { ShowcallerApi } from '@showcaller/backstage-plugin-showcaller-common';
import { ShowcallerClient } from './ShowcallerClient';
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
  const provided = useApiHolder().get(showcallerApiRef);
  const discoveryApi = useApi(discoveryApiRef);
  const fetchApi = useApi(fetchApiRef);
  return provided ?? sharedClient(discoveryApi, fetchApi);
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
    client = ShowcallerClient.create({ discoveryApi, fetchApi });
    ofFetch.set(discoveryApi, client);
  }
  return client;
}
