import {
  createApiFactory,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createShowcallerClient } from './createShowcallerClient';
import { showcallerApiRef } from './showcallerApiRef';

/**
 * Makes the client in either front-end system. In a legacy app, list it in `apis.ts` only to replace or share the
 * client; the tabs make their own otherwise. A legacy plugin must not list it: two plugins that do stop the app.
 *
 * @public
 */
export const showcallerApiFactory = createApiFactory({
  api: showcallerApiRef,
  deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
  factory: ({ discoveryApi, fetchApi }) =>
    createShowcallerClient({ discoveryApi, fetchApi }),
});
